"""Texts of TypeScript: every one is found, and one that nobody could translate is refused."""

import io
import re

import pytest

from config import extract
from config.messages import scripts

CODE = """
import { fill, gettext, ngettext } from "../language";
// gettext(in a comment)
const a = gettext("Don't say \\"no\\" \\u2026");
const b: Map<string, Array<number>> = new Map<string, Array<number>>();
const c = <p title={gettext('Step')}>{fill(gettext(`Moved
it`), { name: /"gettext/.test(a) ? `${a}` : "" })}</p>;
const d = ngettext("%(n)s step", "%(n)s steps", b.size);
const e = gettext(
  "A long text " +
    "in two parts",
);
"""


def found(code: str) -> list[object]:
    """The texts of some TypeScript."""
    return [
        texts for _line, _name, texts, _comments in extract.extract_typescript(io.BytesIO(code.encode()), {}, [], {})
    ]


def test_texts_are_found_in_any_quotes_among_types_and_tags() -> None:
    assert found(CODE) == [
        'Don\'t say "no" …',
        "Step",
        "Moved\nit",
        ("%(n)s step", "%(n)s steps"),
        "A long text in two parts",
    ]


def test_they_are_found_where_they_stand() -> None:
    lines = [line for line, *_rest in extract.extract_typescript(io.BytesIO(CODE.encode()), {}, [], {})]
    assert lines == [4, 6, 6, 8, 9]


@pytest.mark.parametrize(
    "call",
    ["gettext(name)", "gettext(`${n} steps`)", 'gettext("a" + b)', 'ngettext("a", many, 2)', 'gettext(x ? "a" : "b")'],
)
def test_a_text_made_while_the_page_runs_is_refused(call: str) -> None:
    with pytest.raises(extract.NotLiteral, match="line 1"):
        found(call)


def test_every_text_of_the_front_end_is_found_and_goes_by_its_own_name() -> None:
    assert len(scripts()) > 10
    for path in scripts():
        with path.open("rb") as file:
            list(extract.extract_typescript(file, {}, [], {}))
        renamed = re.findall(r"\bn?gettext\s+as\b|=\s*n?gettext\s*;", path.read_text())
        assert not renamed, f"{path.name}: make messages looks for gettext and ngettext by these names"
