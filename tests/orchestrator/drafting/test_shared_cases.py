"""The canvas finds and puts in changes by itself, while there is no line: both sides are held to the same cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from orchestrator.drafting.changes import Change, apply, diff
from orchestrator.drafting.keyed import keyed, same

CASES = json.loads((Path(__file__).parents[2] / "shared" / "changes.json").read_text())


def _changes(raw: list[dict[str, Any]]) -> list[Change]:
    return [Change(tuple(each["at"]), each["old"], each["new"]) for each in raw]


@pytest.mark.parametrize("case", CASES["diff"], ids=lambda case: case["name"])
def test_what_changed(case: dict[str, Any]):
    before, after = keyed(case["before"]), keyed(case["after"])
    found = {change.at: change for change in diff(before, after)}
    wanted = {change.at: change for change in _changes(case["changes"])}
    assert found.keys() == wanted.keys()
    assert all(same(found[at].old, wanted[at].old) and same(found[at].new, wanted[at].new) for at in wanted)
    assert same(apply(before, list(wanted.values())).tree, after)


@pytest.mark.parametrize("case", CASES["apply"], ids=lambda case: case["name"])
def test_putting_changes_in(case: dict[str, Any]):
    merged = apply(keyed(case["document"]), _changes(case["changes"]))
    assert same(merged.tree, keyed(case["after"]))
    said = [
        {"at": list(each.at), "yours": each.yours, "theirs": each.theirs} | ({"gone": True} if each.gone else {})
        for each in merged.conflicts
    ]
    assert same(said, case["conflicts"])
