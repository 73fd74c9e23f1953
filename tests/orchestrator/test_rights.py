"""Rights are the intersection of starter, team, agent and tool, asked at the moment of use."""

import pytest

from agents.models import Tool
from governance import door
from governance.actions import memberships, people
from governance.door import Refused
from governance.models import Membership
from orchestrator.actions import runs
from orchestrator.engine.definition import AgentStep, Failure, PersonStep
from orchestrator.engine.state import Decision
from tests import desk
from tests.cast import role_called
from tests.scripted import answer, call


@pytest.fixture
def halfway(house, bank):
    """A run that waits for a person before it calls a tool; then something changes."""
    step = desk.tool_step(desk.ticket_tool(house, bank), subject="run.subject")
    step = step.model_copy(update={"failure": Failure(wait_seconds=0)})
    made = desk.workflow(house, "Halfway", [desk.SUBJECT], [PersonStep(key="look", name="Look"), step])
    return desk.play(house.otto, made, subject="Card lost")


def go_on(house, run):
    return desk.decide(house.rae, run, Decision.APPROVE)


def refused(run, bank):
    """The call was refused, a person is asked, and nothing left the house."""
    assert (run.state, run.reason) == ("waiting", "policy")
    assert desk.kinds(run)[-2:] == ["policy.refused", "escalation.opened"]
    assert "tool.intended" not in desk.kinds(run)
    assert bank.records() == []
    return desk.payload_of(run, "escalation.opened")["sentence"]


def test_a_starter_who_left_the_team_starts_no_more_calls(house, bank, halfway):
    memberships.end_member(house.ada, Membership.objects.get(user=house.otto, team=house.care))
    assert "may no longer start it" in refused(go_on(house, halfway), bank)


def test_a_starter_whose_account_was_stopped_starts_no_more_calls(house, bank, halfway):
    people.stop_account(house.ada, house.organisation, house.otto)
    refused(go_on(house, halfway), bank)


def test_a_starter_who_may_no_longer_use_the_tools_of_the_team(house, bank, halfway):
    role = role_called("operator")
    with door.opened(house.ada, "organisation.manage"):
        role.verbs = [verb for verb in role.verbs if verb != "tool.use"]
        role.save()
    from governance import granting

    with door.opened(house.ada, "organisation.manage"):
        granting.sync_role(role)
    assert "may no longer use the team's tools" in refused(go_on(house, halfway), bank)


def test_with_the_right_back_the_reviewer_lets_it_be_tried_again(house, bank, halfway):
    memberships.end_member(house.ada, Membership.objects.get(user=house.otto, team=house.care))
    run = go_on(house, halfway)
    memberships.add_member(house.ada, house.care, house.otto, role=role_called("operator"))
    run = desk.decide(house.rae, run, Decision.RETRY)
    assert (run.state, len(bank.records())) == ("done", 1)


def test_a_tool_that_was_switched_off_is_not_called(house, bank, halfway):
    with door.opened(house.tia, "connection.manage"):
        Tool.objects.update(enabled=False)
    assert "switched off" in refused(go_on(house, halfway), bank)


def test_a_tool_that_moved_to_another_team_is_not_called(house, bank, halfway):
    with door.opened(house.tia, "connection.manage"):
        Tool.objects.update(team=house.sales)
    refused(go_on(house, halfway), bank)


def test_an_agent_asks_its_model_nothing_once_its_starter_lost_the_right(house, scripted):
    scripted.says(answer(verdict="small"))
    look, think = PersonStep(key="look", name="Look"), desk.think_step(desk.thinker(house))
    run = desk.play(house.otto, desk.workflow(house, "Ask", [desk.MESSAGE], [look, think]), message="Hello")
    memberships.end_member(house.ada, Membership.objects.get(user=house.otto, team=house.care))
    run = go_on(house, run)
    assert (run.reason, scripted.asked) == ("policy", [])


def test_an_agent_calls_only_the_tools_its_version_lists(house, bank, scripted):
    listed, other = desk.customer_tool(house, bank), None
    with door.opened(house.tia, "connection.manage"):
        other = Tool.objects.get(pk=listed.pk)
        other.pk, other.key, other.name = None, "secret", "Secret"
        other.save()
    scripted.says(call("secret", email="customer001@bank.example")).then(answer(verdict="small"))
    made = desk.workflow(house, "Listed", [desk.MESSAGE], [desk.think_step(desk.thinker(house, tools=[listed]))])
    run = desk.play(house.otto, made, message="Hello")
    assert run.state == "done"
    assert "There is no such tool" in str(scripted.asked[-1])
    assert "tool.intended" not in desk.kinds(run)


def test_viewers_and_other_teams_start_nothing(house):
    made = desk.five_rules(house)
    for person in (house.vic, house.aud, house.rae, house.dan):
        with pytest.raises(Refused):
            runs.start_run(person, made, {"amount": 1})


def test_who_may_start_but_not_use_tools_cannot_start_what_uses_them(house, bank):
    made = desk.with_ticket(house, bank)
    role = role_called("operator")
    with door.opened(house.ada, "organisation.manage"):
        role.verbs = [verb for verb in role.verbs if verb != "tool.use"]
        role.save()
    from governance import granting

    with door.opened(house.ada, "organisation.manage"):
        granting.sync_role(role)
    with pytest.raises(Refused):
        runs.start_run(house.otto, made, {"subject": "Card lost"})
    assert desk.play(house.otto, desk.five_rules(house), amount=1).state == "done"


# -- sensitive tools ---------------------------------------------------------------------------------------------


def test_a_sensitive_tool_takes_untrusted_values_only_with_a_persons_yes(house, bank):
    run = desk.play(house.otto, desk.with_ticket(house, bank, sensitive=True), subject="Card lost")
    assert (run.reason, bank.records()) == ("sensitive", [])
    assert desk.payload_of(run, "escalation.opened")["request"]["arguments"] == {"subject": "Card lost"}
    run = desk.decide(house.rae, run, Decision.ALLOW)
    assert (run.state, len(bank.records())) == ("done", 1)


def test_a_sensitive_tool_takes_what_a_rule_decided(house, bank):
    sensitive = desk.ticket_tool(house, bank, sensitive=True)
    rules = AgentStep(key="size", name="Size", agent=desk.sizer(house).pk, inputs=desk.pick(amount="run.amount"))
    step = desk.tool_step(sensitive, subject="run.subject").model_copy(update={"only_when": desk.LARGE})
    made = desk.workflow(house, "Ruled", [desk.AMOUNT, desk.SUBJECT], [rules, step])
    assert desk.play(house.otto, made, amount=500, subject="Card lost").state == "done"


def test_a_sensitive_tool_takes_what_a_person_wrote(house, bank):
    sensitive = desk.ticket_tool(house, bank, sensitive=True)
    look = PersonStep(key="look", name="Look", gives=[desk.SUBJECT])
    made = desk.workflow(house, "Written", [desk.AMOUNT], [look, desk.tool_step(sensitive, subject="look.subject")])
    run = desk.play(house.otto, made, amount=1)
    assert desk.decide(house.rae, run, Decision.APPROVE, output={"subject": "Card lost"}).state == "done"


def test_what_another_system_said_is_not_trusted_however_it_was_asked(house, bank, scripted):
    """A person wrote the request; what the look-up answers may still be anybody's words."""
    customer = desk.customer_tool(house, bank)
    sensitive = desk.tool(
        house, customer.connector, "ticket", method="POST", path="/tickets", inputs=desk.TICKET, sensitive=True
    )
    look = PersonStep(key="look", name="Look", gives=[desk.EMAIL, desk.MESSAGE])
    by_step = desk.tool_step(sensitive, subject="customer.name")
    find = desk.tool_step(customer, email="look.email")
    made = desk.workflow(house, "By steps", [desk.AMOUNT], [look, find, by_step])
    written = {"email": "customer007@bank.example", "message": "Hello"}
    run = desk.decide(house.rae, desk.play(house.otto, made, amount=1), Decision.APPROVE, output=written)
    assert (run.reason, run.at_step) == ("sensitive", "ticket")
    scripted.says(call("customer", email="customer007@bank.example")).then(call("ticket", subject="Card lost"))
    think = desk.think_step(desk.thinker(house, tools=[customer, sensitive]), inputs=desk.pick(message="look.message"))
    made = desk.workflow(house, "By an agent", [desk.AMOUNT], [look, think])
    run = desk.decide(house.rae, desk.play(house.otto, made, amount=1), Decision.APPROVE, output=written)
    assert (run.reason, bank.records()) == ("sensitive", [])


def test_a_yes_is_to_the_request_that_was_shown_not_to_the_next_one(house, bank, scripted):
    sensitive = desk.ticket_tool(house, bank, sensitive=True)
    scripted.says(call("ticket", subject="Card lost")).then(call("ticket", subject="Something else"))
    made = desk.workflow(house, "Agent", [desk.MESSAGE], [desk.think_step(desk.thinker(house, tools=[sensitive]))])
    run = desk.play(house.otto, made, message="Hello")
    run = desk.decide(house.rae, run, Decision.ALLOW)
    assert (run.reason, bank.records()) == ("sensitive", [])
    assert desk.payload_of(run, "escalation.opened")["request"]["arguments"] == {"subject": "Something else"}
