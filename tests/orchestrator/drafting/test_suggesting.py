"""A step put on the canvas takes what is likely meant, so that nobody has to pick what is plain."""

from tests import desk
from tests.orchestrator.drafting.conftest import PERSON

AMOUNT = {"key": "amount", "name": "Amount", "type": "number"}
PICKED = {"amount": {"path": "run.amount", "text": "", "value": None}}


def _inputs(answer: dict, key: str) -> dict:
    return next(step for step in answer["document"]["steps"] if step["key"] == key)["inputs"]


def _sizer(house) -> dict:
    return {"key": "size", "kind": "agent", "name": "Size it", "agent": desk.sizer(house).pk}


def test_a_new_step_takes_what_has_the_same_name(ben, house):
    ben.sends(("inputs", [], [AMOUNT]))
    assert _inputs(ben.draws(_sizer(house), links=[{"source": "start", "target": "size"}]), "size") == PICKED


def test_a_loose_step_does_so_once_something_leads_to_it(ben, house):
    ben.sends(("inputs", [], [AMOUNT]))
    assert _inputs(ben.draws(_sizer(house)), "size") == {}
    assert _inputs(ben.draws(links=[{"source": "start", "target": "size"}]), "size") == PICKED


def test_a_person_is_shown_all_that_is_known(ben):
    ben.sends(("inputs", [], [AMOUNT]))
    answer = ben.draws(PERSON | {"key": "ask"}, links=[{"source": "look", "target": "ask"}])
    step = next(step for step in answer["document"]["steps"] if step["key"] == "ask")
    assert [field["name"] for field in step["takes"]] == ["Amount"]
    assert [given["path"] for given in step["inputs"].values()] == ["run.amount"]


def test_what_somebody_said_stays_as_it_is(ben, house):
    ben.sends(("inputs", [], [AMOUNT]))
    answer = ben.draws(_sizer(house) | {"inputs": {}}, links=[{"source": "start", "target": "size"}])
    assert _inputs(answer, "size") == {}
    assert _inputs(ben.sends(("steps/size/name", "Size it", "Size")), "size") == {}
