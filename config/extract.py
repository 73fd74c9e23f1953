"""Texts of templates and TypeScript for `make messages`: Babel itself knows Python only, and needs no GNU gettext."""

import io
import re
from collections.abc import Iterator
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Every text a template marks: Django writes it as calls of gettext, line for line, and Babel reads those."""
    code = templatize(fileobj.read().decode(), origin=getattr(fileobj, "name", ""))
    # Without the template's indentation, which means nothing in Python.
    flat = "\n".join(line.lstrip() for line in code.split("\n"))
    yield from extract_python(io.BytesIO(flat.encode()), keywords, comment_tags, {})


# Looked for directly, not by reading the language: no lexer can then lose its way in generics, JSX or templates.
_COMMENT = re.compile(r"^[ \t]*(//|/?\*).*$", re.MULTILINE)
_CALL = re.compile(r"(?<![\w.])(?<!function )(n?gettext)\s*\(\s*")
_LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.|\$(?!\{))*)`", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "\n": ""}


class NotLiteral(Exception):
    """A call whose text is made while the page runs: nobody can translate it beforehand."""


def extract_typescript(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Every text given to gettext and ngettext, whose arguments are literals or literals joined by +."""
    code = _COMMENT.sub("", fileobj.read().decode())
    for call in _CALL.finditer(code):
        line = code.count("\n", 0, call.start()) + 1
        try:
            text, after = _joined(code, call.end())
            if call[1] == "gettext":
                yield line, "gettext", text, []
                continue
            many, _after = _joined(code, _past(code, after, ","))
            yield line, "ngettext", (text, many), []
        except NotLiteral as problem:
            raise NotLiteral(f"line {line}: {call[1]} takes literal texts only") from problem


def _past(code: str, at: int, sign: str) -> int:
    found = re.compile(rf"\s*{re.escape(sign)}\s*").match(code, at)
    if not found:
        raise NotLiteral
    return found.end()


def _joined(code: str, at: int) -> tuple[str, int]:
    """The text of "one" + "two" + …, and where it ends."""
    texts = []
    while True:
        found = _LITERAL.match(code, at)
        if not found:
            raise NotLiteral
        texts.append(_ESCAPE.sub(_unescape, next(part for part in found.groups() if part is not None)))
        plus = re.compile(r"\s*\+\s*").match(code, found.end())
        if not plus:
            if not re.compile(r"\s*[,)]").match(code, found.end()):
                raise NotLiteral
            return "".join(texts), found.end()
        at = plus.end()


def _unescape(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _NAMED.get(escape[3], escape[3])
