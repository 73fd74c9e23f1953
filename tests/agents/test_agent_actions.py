"""Agents as people change them: drafts, versions, two people at one form."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from agents import actions, queries
from agents.definition import RulesAgent, check, parse_definition
from agents.models import Agent, AgentVersion
from governance import access
from governance.actions.problems import Problem, Stale
from governance.door import opened
from governance.models import Record
from governance.trail.sentences import say
from governance.wall import WallError
from tests.agents.rows import field
from tests.agents.test_turn import RULES, triage


@pytest.fixture
def agent(house):
    return actions.create_agent(house.ben, house.care, name="Triage", definition=triage())


def test_ben_makes_an_agent_with_a_short_name(house, agent):
    assert (agent.key, agent.team, agent.revision) == ("triage", house.care, 1)
    assert parse_definition(agent.draft) == triage()
    twin = actions.create_agent(house.ben, house.care, name="Triage", definition=RULES)
    assert twin.key == "triage_2"


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_name_is_asked_for(house, name):
    with pytest.raises(Problem) as caught:
        actions.create_agent(house.ben, house.care, name=name, definition=triage())
    assert caught.value.field == "name"


@pytest.mark.parametrize("who", ["cleo", "rae", "otto", "vic", "aud", "tia", "dan", "ada"])
def test_nobody_but_a_builder_makes_agents(house, who):
    with pytest.raises(PermissionDenied):
        actions.create_agent(getattr(house, who), house.care, name="Mine", definition=triage())


def test_dan_sees_nothing_of_cares_agents(house, agent):
    assert list(queries.agents(house.vic, house.care)) == [agent]
    assert not queries.agents(house.dan, house.care).exists()
    with pytest.raises(Http404):
        access.get(house.dan, "agent.view", Agent, pk=agent.pk)


def test_a_draft_is_saved_with_a_new_revision(house, agent):
    changed = triage(purpose="Sort quickly.")
    saved = actions.save_draft(house.ben, agent, name="Sorter", definition=changed, revision=1)
    assert (saved.name, saved.revision, saved.draft["purpose"]) == ("Sorter", 2, "Sort quickly.")


def test_the_second_of_two_is_told_who_was_first_and_overwrites_nothing(house, agent):
    bea = house.person("Bea", house.care, "builder")
    mine = Agent.objects.get(pk=agent.pk)
    actions.save_draft(bea, agent, name="Hers", definition=triage(), revision=1)
    with pytest.raises(Stale, match="Bea changed this"):
        actions.save_draft(house.ben, mine, name="Mine", definition=triage(), revision=1)
    assert Agent.objects.get(pk=agent.pk).name == "Hers"


def test_publishing_freezes_the_draft_and_numbers_it(house, agent):
    first = actions.publish_agent(house.cleo, agent, note_text="First one")
    agent.refresh_from_db()
    assert (first.number, first.note, first.published_by, agent.live_version) == (1, "First one", house.cleo, first)
    actions.save_draft(house.ben, agent, name="Triage", definition=triage(purpose="New."), revision=1)
    assert AgentVersion.objects.get(pk=first.pk).definition["purpose"] == "Sort mail."
    assert actions.publish_agent(house.ben, agent).number == 2
    assert [version.number for version in queries.versions(house.vic, agent)] == [2, 1]


def test_publishing_the_same_again_is_refused(house, agent):
    actions.publish_agent(house.ben, agent)
    with pytest.raises(Problem, match="Nothing changed since version 1"):
        actions.publish_agent(house.ben, agent)


def test_an_unsound_draft_is_not_published(house, agent):
    actions.save_draft(house.ben, agent, name="T", definition=triage(instructions=" ", tools=[99]), revision=1)
    with pytest.raises(actions.Unsound) as caught:
        actions.publish_agent(house.ben, agent)
    assert [problem.path for problem in caught.value.problems] == ["instructions", "tools"]
    assert Agent.objects.get(pk=agent.pk).live_version is None


def test_what_was_not_seen_is_not_published(house, agent):
    actions.save_draft(house.ben, agent, name="T", definition=triage(purpose="Other."), revision=1)
    with pytest.raises(Stale):
        actions.publish_agent(house.cleo, agent, revision=1)


def test_an_operator_publishes_nothing(house, agent):
    with pytest.raises(PermissionDenied):
        actions.publish_agent(house.otto, agent)


def test_an_older_version_can_be_the_draft_again(house, agent):
    first = actions.publish_agent(house.ben, agent)
    actions.save_draft(house.ben, agent, name="T", definition=triage(purpose="Other."), revision=1)
    back = actions.restore_version(house.ben, agent, first, revision=2)
    assert (back.draft["purpose"], back.revision) == ("Sort mail.", 3)


def test_a_version_of_another_agent_is_not_taken(house, agent):
    other = actions.create_agent(house.ben, house.care, name="Other", definition=RULES)
    version = actions.publish_agent(house.ben, other)
    with pytest.raises(Problem, match="another agent"):
        actions.restore_version(house.ben, agent, version, revision=1)


def test_an_archived_agent_leaves_the_list_and_can_come_back(house, agent):
    actions.archive_agent(house.ben, agent)
    assert not queries.agents(house.ben, house.care).exists()
    assert queries.agents(house.ben, house.care, archived=True).exists()
    actions.bring_back_agent(house.ben, agent)
    assert queries.agents(house.ben, house.care).exists()


def test_trying_the_same_draft_twice_keeps_one_snapshot(house, agent):
    with pytest.raises(WallError):
        actions.snapshot_draft(agent)
    with opened(house.ben, "run.try"):
        assert actions.snapshot_draft(agent) == actions.snapshot_draft(agent)
        assert actions.snapshot_draft(agent, RULES) != actions.snapshot_draft(agent)
    assert not queries.versions(house.ben, agent).exists()


def test_every_change_is_a_sentence_in_the_trail(house, agent):
    actions.publish_agent(house.cleo, agent)
    record = Record.objects.filter(kind="agent.published").get()
    assert "Cleo Clark</strong> published version 1 of Triage" in say(record)
    assert record.stream == f"team:{house.care.pk}"


def test_a_rules_agent_is_checked_row_by_row():
    table = RULES.table.model_copy(update={"rows": []})
    empty = RulesAgent(inputs=[], table=table)
    assert {problem.path for problem in check(empty)} == {"inputs", "table-rows"}


@pytest.mark.parametrize("key", ["confidence", "why"])
def test_the_names_of_the_two_figures_are_taken(key):
    problems = check(triage(outputs=[field(key)]))
    assert [problem.path for problem in problems] == ["outputs-0-name"]
