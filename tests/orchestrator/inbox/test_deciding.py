"""Deciding a case by its buttons."""

import pytest
from django.urls import reverse

from agents.definition import AIAgent
from orchestrator.actions import escalations
from orchestrator.engine.definition import AgentStep, End
from orchestrator.models import Escalation, Run
from tests import desk
from tests.orchestrator.pages import words
from tests.scripted import answer


@pytest.fixture
def case(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    return Escalation.objects.get(run=run)


def decide(client, case, **given):
    return client.post(reverse("escalation-decide", args=[case.pk]), given)


def test_rae_approves_with_a_value_and_the_run_goes_on(house, client, case):
    client.force_login(house.rae)
    said = decide(client, case, decision="approve", **{"output-amount": "5"})
    assert said.status_code == 302
    assert desk.carry(Run.objects.get(pk=case.run_id)).outcome == "Small"


def test_the_next_case_is_there_at_once(house, client, case):
    other = desk.play(house.otto, Run.objects.get(pk=case.run_id).workflow, amount=9)
    client.force_login(house.rae)
    said = decide(client, case, decision="approve", **{"output-amount": "5"})
    assert said.headers["Location"].endswith(f"?case={Escalation.objects.get(run=other).pk}")


def test_a_value_that_is_missing_is_named_beside_its_field(house, client, case):
    client.force_login(house.rae)
    said = decide(client, case, decision="approve", note="Looks fine")
    assert said.status_code == 422
    assert 'id="f-output-amount-error"' in words(said)
    assert "Looks fine" in words(said)
    assert Escalation.objects.get(pk=case.pk).state == "open"


def test_sending_back_needs_a_note_and_an_earlier_step(house, client, case):
    client.force_login(house.rae)
    assert "Write a note" in words(decide(client, case, decision="send_back", to="size"))
    assert "earlier step" in words(decide(client, case, decision="send_back", to="again", note="Look"))
    assert decide(client, case, decision="send_back", to="size", note="Look closer").status_code == 302
    run = desk.carry(Run.objects.get(pk=case.run_id))
    assert [step.visit for step in run.steps.filter(key="size")] == [1, 2]


def test_rae_stops_the_run(house, client, case):
    client.force_login(house.rae)
    decide(client, case, decision="stop", note="A mistake")
    assert Run.objects.get(pk=case.run_id).state == "cancelled"


def test_two_reviewers_decide_and_one_is_told(house, client, case):
    ruth = house.person("Ruth", house.care, "reviewer")
    client.force_login(house.rae)
    decide(client, case, decision="approve", **{"output-amount": "5"})
    client.force_login(ruth)
    said = client.post(reverse("escalation-decide", args=[case.pk]), {"decision": "stop"}, follow=True)
    assert "Rae Reed decided this case before you. Nothing was changed." in words(said)
    assert "Rae Reed decided this case" in words(said)
    assert Run.objects.get(pk=case.run_id).state != "cancelled"


def test_ruth_cannot_decide_what_rae_has_taken(house, client, case):
    ruth = house.person("Ruth", house.care, "reviewer")
    escalations.claim(house.rae, case)
    client.force_login(ruth)
    said = client.post(reverse("escalation-decide", args=[case.pk]), {"decision": "stop"}, follow=True)
    assert "Rae Reed has taken this case" in words(said)
    assert Escalation.objects.get(pk=case.pk).state == "claimed"


@pytest.mark.parametrize(("who", "status"), [("vic", 403), ("ben", 403), ("aud", 403), ("dan", 404)])
def test_who_may_not_decide(house, client, case, who, status):
    client.force_login(getattr(house, who))
    for name in ("escalation-decide", "escalation-claim", "escalation-free"):
        assert client.post(reverse(name, args=[case.pk]), {"decision": "stop"}).status_code == status
    assert Run.objects.get(pk=case.run_id).state == "waiting"


def test_a_link_decides_nothing(house, client, case):
    client.force_login(house.rae)
    assert client.get(reverse("escalation-decide", args=[case.pk]), {"decision": "stop"}).status_code == 405


def test_a_decision_that_does_not_fit_is_refused_in_words(house, client, case):
    client.force_login(house.rae)
    for nonsense in ("", "retry", "explode"):
        said = decide(client, case, decision=nonsense)
        assert said.status_code == 422, nonsense
    assert Escalation.objects.get(pk=case.pk).state == "open"


class TestNotSureEnough:
    """A model's proposal below its threshold."""

    @pytest.fixture
    def case(self, house, scripted):
        scripted.says(answer(verdict="large", confidence=0.3))
        judge = desk.agent(house, "Judge", AIAgent(instructions="Judge.", inputs=[desk.AMOUNT], outputs=[desk.VERDICT]))
        step = AgentStep(key="judge", name="Judge", agent=judge.pk, inputs=desk.pick(amount="run.amount"))
        made = desk.workflow(house, "Judging", [desk.AMOUNT], [step], End(outcome_path="judge.verdict"))
        return Escalation.objects.get(run=desk.play(house.otto, made, amount=250))

    def test_the_proposal_is_shown_and_filled_in(self, house, client, case):
        client.force_login(house.rae)
        page = words(client.get(reverse("inbox", args=["care"])))
        assert "What Judge proposes" in page
        assert "30 % sure" in page
        assert '<option value="large" selected>' in page

    def test_rae_approves_it_as_it_is(self, house, client, case):
        client.force_login(house.rae)
        assert decide(client, case, decision="approve", **{"output-verdict": "large"}).status_code == 302
        assert desk.carry(Run.objects.get(pk=case.run_id)).outcome == "Large"

    def test_rae_corrects_it(self, house, client, case):
        client.force_login(house.rae)
        assert decide(client, case, decision="correct", **{"output-verdict": "small"}).status_code == 302
        assert desk.carry(Run.objects.get(pk=case.run_id)).outcome == "Small"

    def test_a_changed_output_is_never_approved_away(self, house, client, case):
        client.force_login(house.rae)
        said = decide(client, case, decision="approve", **{"output-verdict": "small"})
        assert said.status_code == 422
        assert "You changed the output" in words(said)
        assert '<option value="small" selected>' in words(said)
