"""The one place that speaks to the CEL runtime."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cel_expr_python import cel

from fields.sentences import Sentence
from fields.sentences import sentence as _

_ENV = cel.NewEnv(variables={"data": cel.Type.Map(cel.Type.STRING, cel.Type.DYN)})


class CelError(ValueError):
    """An expression that cannot be compiled, or that did not end in yes or no."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@lru_cache(maxsize=4096)
def compiled(source: str) -> Any:
    """The expression, compiled once for each source; raises CelError."""
    try:
        return _ENV.compile(source)
    except (RuntimeError, UnicodeError) as error:
        raise CelError(_("This condition cannot be read: {why}", why=str(error).split("\n")[0])) from None


def evaluate(source: str, data: Mapping[str, Any]) -> bool:
    """Whether the expression holds for `data`; raises CelError when it ends in anything but yes or no.

    The runtime hands evaluation errors back as a value that counts as true, so only a BOOL is believed.
    """
    try:
        result = compiled(source).eval(data={"data": data})
        if result.type() == cel.Type.BOOL:
            return result.value() is True
        why = str(result.value()).split("\n")[0]
    except CelError:
        raise
    except (RuntimeError, TypeError, ValueError) as error:
        why = str(error).split("\n")[0]
    raise CelError(_("This condition cannot be decided: {why}", why=why))


def quote(text: str) -> str:
    """A text as a CEL string that cannot end early: everything unprintable, quotes and backslashes are escaped."""
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def pattern(text: str) -> str:
    """A regular expression that finds exactly this text, in capitals or not."""
    return "(?i)" + "".join("\\" + each if each.isascii() and not each.isalnum() else each for each in text)
