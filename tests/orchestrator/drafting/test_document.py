"""What the canvas reads: the document, its steps as cards, what is wrong, who changed what."""

from tests import desk
from tests.orchestrator.drafting.conftest import PERSON, Editor

AMOUNT = {"key": "amount", "name": "Amount", "type": "number"}


def _asks_rules(ben: Editor, house) -> dict:
    """A step that checks rules, with its input picked."""
    rules = desk.sizer(house)
    step = {"key": "size", "kind": "agent", "name": "Size it", "agent": rules.pk}
    step["inputs"] = {"amount": {"path": "run.amount"}}
    ben.sends(("inputs", [], [AMOUNT]))
    return ben.draws(step, links=[{"source": "start", "target": "size"}])


def test_a_card_says_what_matters(ben, house):
    card = _asks_rules(ben, house)["cards"]["size"]
    assert (card["job"], card["name"], card["who"], card["kind"]) == ("Check rules", "Size it", "Sizer", "rules")
    (takes,) = card["takes"]
    assert (takes["name"], takes["source"], takes["required"]) == ("Amount", "The request › Amount", True)
    assert [given["name"] for given in card["gives"]] == ["Verdict"]
    assert card["href"] == ben.url("step", "size")


def test_the_two_ends_have_cards_too(ben, house):
    cards = _asks_rules(ben, house)["cards"]
    assert [field["name"] for field in cards["start"]["gives"]] == ["Amount"]
    assert cards["end"]["who"] == "As “Completed”"
    assert cards["start"].keys() == cards["size"].keys()


def test_an_agents_card_names_its_model_and_how_sure_it_must_be(ben, house):
    step = {"key": "think", "kind": "agent", "name": "Think", "agent": desk.thinker(house, threshold=0.7).pk}
    card = ben.draws(step)["cards"]["think"]
    assert (card["model"], card["threshold"]) == ("Built in, offline", 70)


def test_problems_lead_to_the_form_that_cures_them(ben, house):
    step = {"key": "size", "kind": "agent", "name": "Size it", "agent": desk.sizer(house).pk}
    answer = ben.draws(step, links=[{"source": "start", "target": "size"}])
    missing = next(each for each in answer["problems"] if each["field"] == "inputs.amount")
    assert missing["sentence"] == "“Amount” needs a value. Pick where it comes from."
    assert missing["href"].startswith(ben.url("step", "size"))
    assert missing["serious"] and answer["cards"]["size"]["serious"]


def test_a_link_says_when_it_is_taken(ben, house):
    _asks_rules(ben, house)
    rows = [{"field": "size.verdict", "comparison": "is", "value": "large"}]
    link = {"source": "size", "target": "look", "when": {"match": "all", "rows": rows}}
    words = ben.sends(("links/size>look", None, link))["link_words"]
    assert words["size>look"] == "If Verdict is Large"
    assert words["look>end"] == ""


def test_who_saved_last_and_when(ben, bea):
    bea.sends(("steps/look/name", "Look", "Bea’s"))
    changed = ben.get()["changed"]
    assert changed["who"] == "Bea"
    assert changed["when"].endswith("+00:00")


def test_where_nothing_is_new_the_answer_is_short(ben):
    whole = ben.get()
    short = ben.get(revision=whole["revision"])
    assert short["same"] is True
    assert "document" not in short and "cards" not in short
    assert "document" in ben.get(revision=whole["revision"] - 1)


def test_the_document_is_the_whole_draft_without_what_is_looked_up(ben, workflow):
    document = ben.get()["document"]
    assert document["about"] == {"name": "Refunds", "purpose": ""}
    assert document["shapes"] == {}
    workflow.refresh_from_db()
    assert {name: part for name, part in document.items() if name != "about"} == workflow.draft
    assert workflow.drawing.model_dump(mode="json") == workflow.draft
    assert document["steps"][0]["key"] == PERSON["key"]


def test_cleos_right_to_publish_is_not_bens(ben, house):
    assert ben.get()["may_publish"] is True


def test_the_canvas_page_names_its_addresses(ben, workflow):
    page = ben.client.get(ben.url("canvas")).content.decode()
    assert f'data-document="{ben.url("document")}"' in page
    assert f"draft:{workflow.pk}" in page
