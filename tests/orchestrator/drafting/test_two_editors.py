"""Ben and Bea change one draft at once: both changes land, or both are named."""

from governance.models import Record
from governance.trail.reading import facts_of
from orchestrator.actions.workflows import archive_workflow, publish_workflow
from tests import desk


def test_different_fields_of_one_step_both_land(ben, bea):
    ben.sends(("steps/look/name", "Look", "Look closely"))
    answer = bea.sends(("steps/look/instructions", "", "Is it fair?"))
    assert answer["conflicts"] == []
    assert (ben.step["name"], ben.step["instructions"]) == ("Look closely", "Is it fair?")


def test_one_field_is_a_conflict_in_words(ben, bea, house):
    bea.sends(("steps/look/name", "Look", "Bea’s look"))
    (conflict,) = ben.sends(("steps/look/name", "Look", "Ben’s look"))["conflicts"]
    assert conflict["what"] == "Name of “Bea’s look”"
    assert (conflict["yours_words"], conflict["theirs_words"]) == ("Ben’s look", "Bea’s look")
    assert conflict["who"] == "Bea"
    assert ben.step["name"] == "Bea’s look"


def test_keeping_yours_takes_the_place_of_theirs(ben, bea):
    bea.sends(("steps/look/name", "Look", "Bea’s look"))
    (conflict,) = ben.sends(("steps/look/name", "Look", "Ben’s look"))["conflicts"]
    ben.sends(("/".join(conflict["at"]), conflict["theirs"], conflict["yours"]))
    assert ben.step["name"] == "Ben’s look"


def test_what_meets_nobody_is_saved_beside_a_conflict(ben, bea):
    bea.sends(("steps/look/name", "Look", "Bea’s look"))
    ben.sends(("steps/look/name", "Look", "Ben’s"), ("steps/look/instructions", "", "Read it"))
    assert (ben.step["name"], ben.step["instructions"]) == ("Bea’s look", "Read it")


def test_changes_sent_twice_are_made_once(ben, workflow):
    ben.sends(("steps/look/name", "Look", "Again"))
    revision = ben.get()["revision"]
    answer = ben.sends(("steps/look/name", "Look", "Again"))
    assert (answer["revision"], answer["conflicts"]) == (revision, [])


def test_a_new_step_sent_twice_is_there_once_though_it_was_not_complete(ben):
    step = {"key": "again", "kind": "person", "name": "Again"}
    ben.draws(step)
    answer = ben.draws(step)
    assert answer["conflicts"] == []
    assert [each["key"] for each in answer["document"]["steps"]].count("again") == 1


def test_a_removed_step_that_ben_still_changes_is_named_once(ben, bea):
    bea.sends(("steps/look", ben.step, None))
    answer = ben.sends(("steps/look/name", "Look", "A"), ("steps/look/instructions", "", "B"))
    (conflict,) = answer["conflicts"]
    assert (conflict["at"], conflict["theirs"], conflict["gone"]) == (["steps", "look"], None, True)
    assert conflict["theirs_words"] == "Removed"


def test_links_to_a_step_a_colleague_removed_are_left_out_and_named(ben, bea):
    old = ben.step
    bea.sends(("steps/look", old, None))
    ben.draws({"key": "next", "kind": "person", "name": "Next"})
    answer = ben.sends(("links/next>look", None, {"source": "next", "target": "look"}))
    assert answer["dropped"] == [
        "The link from “Next” to a step that is gone was left out: the step is not there any more."
    ]
    assert all("look" not in (link["source"], link["target"]) for link in answer["document"]["links"])


def test_a_removed_step_takes_its_place_and_its_group_along(ben):
    ben.sends(
        ("layout/look", None, {"x": 1, "y": 2}),
        ("groups/first", None, {"key": "first", "name": "First", "steps": ["look"]}),
    )
    document = ben.sends(("steps/look", ben.step, None))["document"]
    assert document["layout"] == {}
    assert document["groups"][0]["steps"] == []


def test_a_draft_merges_after_a_colleague_published_it(ben, bea, house, workflow):
    workflow.refresh_from_db()
    publish_workflow(house.cleo, workflow)
    ben.sends(("steps/look/name", "Look", "After"))
    assert ben.step["name"] == "After"


def test_a_workflow_put_away_says_so(ben, house, workflow):
    archive_workflow(house.ben, workflow)
    said = ben.sends(("steps/look/name", "Look", "After"), status=409)
    assert said["sentence"] == "“Refunds” is put away. Take it out again to change it."
    assert ben.step["name"] == "Look"


def test_name_and_purpose_merge_the_same_way(ben, bea, workflow):
    ben.sends(("about/name", "Refunds", "Refund desk"))
    bea.sends(("about/purpose", "", "Pays back"))
    (conflict,) = bea.sends(("about/name", "Refunds", "Money back"))["conflicts"]
    workflow.refresh_from_db()
    assert (workflow.name, workflow.purpose) == ("Refund desk", "Pays back")
    assert conflict["what"] == "Name"


def test_who_changed_a_step_last_is_marked_until_it_is_gone(ben, bea):
    bea.sends(("steps/look/instructions", "", "Read it"))
    marks = ben.get()["touched"]
    assert marks["look"]["who"] == "Bea"
    assert marks["start>look"]["who"] == "Ben Baker"
    assert "look" not in ben.sends(("steps/look", ben.step, None))["touched"]


def test_moving_a_step_is_no_mark_and_no_conflict(ben, bea):
    bea.sends(("layout/look", None, {"x": 1, "y": 1}))
    answer = ben.sends(("layout/look", {"x": 5, "y": 5}, {"x": 9, "y": 9}))
    assert (answer["conflicts"], answer["document"]["layout"]["look"]) == ([], {"x": 9, "y": 9})
    assert answer["touched"]["look"]["who"] == "Ben Baker"


def _facts():
    record = Record.objects.filter(kind="workflow.changed").order_by("-number").first()
    return facts_of(record)


def test_one_record_names_the_parts_and_nothing_of_what_they_hold(ben):
    before = Record.objects.filter(kind="workflow.changed").count()
    ben.sends(("steps/look/name", "Look", "Mr Smith"), ("inputs", [], [{"key": "a", "name": "A", "type": "text"}]))
    assert Record.objects.filter(kind="workflow.changed").count() == before + 1
    assert _facts()["parts"] == ["inputs", "steps.look"]
    assert "Smith" not in str(_facts())


def test_many_parts_are_named_up_to_twenty(ben):
    steps = [{"key": f"s{number}", "kind": "person", "name": f"S{number}"} for number in range(40)]
    ben.draws(*steps)
    assert len(_facts()["parts"]) == 20


def test_nothing_is_written_where_nothing_changed(ben):
    before = Record.objects.count()
    ben.sends(("steps/look/name", "Look", "Look"))
    ben.sends()
    assert Record.objects.count() == before


def test_steps_are_kept_in_the_order_of_the_walk(ben):
    ben.draws({"key": "first", "kind": "person", "name": "First"})
    document = ben.sends(
        ("links/start>look", {"source": "start", "target": "look"}, None),
        ("links/start>first", None, {"source": "start", "target": "first"}),
        ("links/first>look", None, {"source": "first", "target": "look"}),
    )["document"]
    assert [step["key"] for step in document["steps"]] == ["first", "look"]


def test_what_a_person_is_shown_is_called_as_its_field_is_now(ben):
    field = {"key": "amount", "name": "Amount", "type": "number"}
    shown = {"takes": [field | {"required": False}], "inputs": {"amount": {"path": "run.amount"}}}
    ben.sends(
        ("inputs", [], [field]), *((f"steps/look/{name}", ben.step[name], value) for name, value in shown.items())
    )
    ben.sends(("inputs", [field], [field | {"name": "How much"}]))
    assert ben.step["takes"][0]["name"] == "How much"


def test_an_agent_of_another_team_cannot_be_taken(ben, house):
    foreign = desk.sizer(house, "Secret name")
    with desk.door.opened(house.ben, "agent.edit"):
        type(foreign).objects.filter(pk=foreign.pk).update(team=house.sales)
    step = {"key": "ask", "kind": "agent", "name": "Ask", "agent": foreign.pk}
    said = ben.sends(("steps/ask", None, step), status=422)
    assert said["sentence"] == "Agent of “Ask”: Pick one of the list."
