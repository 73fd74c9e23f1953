"""Texts of Django templates for Babel, which knows Python only; needs no GNU gettext."""

import re
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

TRIMMED = "trimmed"
IN_FILTER = re.compile(r"""_\((["'])(.+?)\1\)""")


class Message(NamedTuple):
    """What Babel wants of an extractor."""

    line: int
    function: str
    texts: str | tuple[str, ...]
    comments: list[str]


class Block:
    """A blocktranslate under way: its singular, its plural once {% plural %} was met, its context."""

    def __init__(self, token: Token) -> None:
        words = list(smart_split(token.contents))
        self.line = token.lineno or 0
        self.trimmed = TRIMMED in words
        self.context = words[words.index("context") + 1].strip("\"'") if "context" in words else ""
        self.parts: list[list[str]] = [[]]

    def message(self) -> Message:
        """The block as one message."""
        whole = ["".join(part) for part in self.parts]
        texts = tuple(trim_whitespace(text) if self.trimmed else text for text in whole)
        kind = "gettext" if len(texts) == 1 else "ngettext"
        if self.context:
            return Message(self.line, f"{kind[:-7]}pgettext", (self.context, *texts), [])
        return Message(self.line, kind, texts[0] if len(texts) == 1 else texts, [])


def extract(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Every text of a template that {% translate %}, {% blocktranslate %} or _("…") marks."""
    block: Block | None = None
    for token in Lexer(fileobj.read().decode()).tokenize():
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else [""]
        if block is not None:
            if words[0] in {"endblocktranslate", "endblocktrans"}:
                yield block.message()
                block = None
            elif words[0] == "plural":
                block.parts.append([])
            else:
                block.parts[-1].append(_inside(token))
        elif words[0] in {"blocktranslate", "blocktrans"}:
            block = Block(token)
        else:
            yield from _tag(token, words)


def _inside(token: Token) -> str:
    """A piece of a block as gettext knows it: variables become %(name)s, a lone % is doubled."""
    if token.token_type is TokenType.VAR:
        return f"%({token.contents.split('|')[0].strip()})s"
    return token.contents.replace("%", "%%") if token.token_type is TokenType.TEXT else ""


def _tag(token: Token, words: list[str]) -> Iterator[Message]:
    line = token.lineno or 0
    if words[0] in {"translate", "trans"} and words[1][:1] in "\"'":
        # Django doubles a lone % of {% translate %} as well when it looks the text up.
        text = words[1][1:-1].replace("%", "%%")
        if "context" in words:
            yield Message(line, "pgettext", (words[words.index("context") + 1].strip("\"'"), text), [])
        else:
            yield Message(line, "gettext", text, [])
    if token.token_type in {TokenType.VAR, TokenType.BLOCK}:
        yield from (
            Message(line, "gettext", found[2].replace("%", "%%"), []) for found in IN_FILTER.finditer(token.contents)
        )
