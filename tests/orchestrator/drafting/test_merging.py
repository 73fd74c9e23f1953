"""Changes of several people: what was read, what is wanted, and what stands there now."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.drafting.changes import Change, apply, diff
from orchestrator.drafting.keyed import MAPS, Tree, keyed, listed, made_already, same

KEYS = st.sampled_from(["a", "b", "c"])
TEXT = st.sampled_from(["", "one", "two"])
LEAF = st.one_of(st.none(), st.booleans(), st.integers(0, 2), TEXT, st.lists(TEXT, max_size=2))
INPUT = st.fixed_dictionaries({"path": TEXT, "value": LEAF})


def _step(key: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"key": st.just(key), "kind": st.sampled_from(["agent", "person"]), "name": TEXT},
        optional={"threshold": LEAF, "inputs": st.dictionaries(KEYS, INPUT, max_size=2), "only_when": INPUT},
    )


def _things(make: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={key: make(key) for key in "abc"})


def _note(key: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"key": st.just(key), "text": TEXT, "x": st.integers(0, 2)})


SPOTS = st.dictionaries(KEYS, st.fixed_dictionaries({"x": st.integers(0, 2), "y": st.integers(0, 2)}), max_size=2)
TREES = st.fixed_dictionaries(
    {
        "steps": _things(_step),
        "links": st.just({}),
        "notes": _things(_note),
        "groups": st.just({}),
        "inputs": st.lists(TEXT, max_size=2),
        "limits": st.fixed_dictionaries({"steps": st.integers(0, 3), "tokens": st.integers(0, 3)}),
        "layout": SPOTS,
    }
)


@given(TREES, TREES)
def test_what_was_changed_makes_what_is_wanted(base: Tree, mine: Tree):
    merged = apply(base, diff(base, mine))
    assert not merged.conflicts
    assert same(merged.tree, mine)


@given(TREES, TREES, TREES)
@settings(max_examples=200)
def test_sent_twice_is_sent_once(base: Tree, mine: Tree, theirs: Tree):
    changes = diff(base, mine)
    once = apply(theirs, changes)
    again = apply(once.tree, changes)
    assert same(again.tree, once.tree)
    assert not again.done


@given(TREES, TREES)
def test_nothing_changes_where_nothing_was_changed(base: Tree, theirs: Tree):
    assert diff(base, base) == []
    assert apply(theirs, []).tree == theirs


@given(TREES, TREES, TREES)
@settings(max_examples=300)
def test_every_change_is_either_there_or_named(base: Tree, mine: Tree, theirs: Tree):
    merged = apply(theirs, diff(base, mine))
    named = [conflict.at for conflict in merged.conflicts]
    for change in diff(base, mine):
        told = any(change.at[: len(at)] == at for at in named)
        gone = change.at[0] in MAPS and len(change.at) > 2 and change.at[1] not in merged.tree[change.at[0]]
        assert told or gone or made_already(change.at, _at(merged.tree, change), change.new)


def _at(tree: Tree, change: Change) -> Any:
    node: Any = tree
    for name in change.at:
        node = (node or {}).get(name)
    return node


FIELDS = [("name", "New name"), ("threshold", 0.5), ("seconds", 9), ("instructions", "Look twice")]


def _tree(**parts: Any) -> Tree:
    step = {"key": "look", "kind": "person", "name": "Look", "seconds": 5}
    return keyed({"steps": [step], "links": [], "notes": [], "groups": [], "layout": {}} | parts)


@given(st.permutations(FIELDS), st.booleans())
def test_two_people_at_different_fields_both_land_in_either_order(fields: list[tuple[str, Any]], turned: bool):
    (one, ones), (other, others) = fields[:2]
    pair = [Change(("steps", "look", one), _tree()["steps"]["look"].get(one), ones)]
    second = [Change(("steps", "look", other), _tree()["steps"]["look"].get(other), others)]
    first, last = (second, pair) if turned else (pair, second)
    merged = apply(apply(_tree(), first).tree, last)
    assert not merged.conflicts
    step = merged.tree["steps"]["look"]
    assert (step[one], step[other]) == (ones, others)


def test_two_people_at_one_field_are_both_named_and_the_first_stays():
    theirs = apply(_tree(), [Change(("steps", "look", "name"), "Look", "Cleo’s")]).tree
    merged = apply(theirs, [Change(("steps", "look", "name"), "Look", "Ben’s")])
    (conflict,) = merged.conflicts
    assert (conflict.at, conflict.yours, conflict.theirs) == (("steps", "look", "name"), "Ben’s", "Cleo’s")
    assert merged.tree["steps"]["look"]["name"] == "Cleo’s"


def test_keeping_yours_is_the_same_change_made_from_theirs():
    theirs = apply(_tree(), [Change(("steps", "look", "name"), "Look", "Cleo’s")]).tree
    (conflict,) = apply(theirs, [Change(("steps", "look", "name"), "Look", "Ben’s")]).conflicts
    kept = apply(theirs, [Change(conflict.at, conflict.theirs, conflict.yours)])
    assert kept.tree["steps"]["look"]["name"] == "Ben’s"


def test_the_same_change_of_both_is_no_conflict():
    change = [Change(("steps", "look", "name"), "Look", "Both")]
    merged = apply(apply(_tree(), change).tree, change)
    assert (merged.conflicts, merged.done) == ([], [])


def test_a_removed_step_that_was_changed_is_named_once():
    gone = apply(_tree(), [Change(("steps", "look"), _tree()["steps"]["look"], None)]).tree
    edits = [Change(("steps", "look", "name"), "Look", "A"), Change(("steps", "look", "seconds"), 5, 6)]
    (conflict,) = apply(gone, edits).conflicts
    assert (conflict.at, conflict.gone) == (("steps", "look"), True)


def test_removing_what_somebody_changed_is_named():
    theirs = apply(_tree(), [Change(("steps", "look", "name"), "Look", "Cleo’s")]).tree
    merged = apply(theirs, [Change(("steps", "look"), _tree()["steps"]["look"], None)])
    assert merged.conflicts[0].theirs["name"] == "Cleo’s"
    assert "look" in merged.tree["steps"]


def test_a_source_of_a_value_is_changed_as_one():
    one = {"path": "run.amount", "text": "", "value": None}
    base = _tree(steps=[{"key": "look", "kind": "agent", "inputs": {"amount": {"path": "", "value": None}}}])
    mine = _tree(steps=[{"key": "look", "kind": "agent", "inputs": {"amount": one}}])
    assert [change.at for change in diff(base, mine)] == [("steps", "look", "inputs", "amount")]


def test_two_who_move_one_step_are_not_asked():
    base = _tree(layout={"look": {"x": 0, "y": 0}})
    merged = apply(base, [Change(("layout", "look"), {"x": 9, "y": 9}, {"x": 1, "y": 2})])
    assert (merged.conflicts, merged.tree["layout"]["look"]) == ([], {"x": 1, "y": 2})


def test_true_is_not_one():
    base = _tree(steps=[{"key": "look", "value": 1}])
    assert len(diff(base, _tree(steps=[{"key": "look", "value": True}]))) == 1


def test_null_is_as_good_as_nothing():
    assert diff(_tree(steps=[{"key": "look", "seconds": None}]), _tree(steps=[{"key": "look"}])) == []


def test_a_tree_is_the_document_again():
    document = {
        "steps": [{"key": "look"}],
        "links": [{"source": "start", "target": "look", "key": ""}, {"source": "look", "target": "end", "key": "vip"}],
        "notes": [{"key": "n"}],
        "groups": [{"key": "g", "steps": ["look"]}],
        "inputs": [{"key": "amount"}],
        "layout": {"look": {"x": 1, "y": 2}},
    }
    assert list(keyed(document)["links"]) == ["start>look", "look>end#vip"]
    assert listed(keyed(document)) == document
