"""The inbox: what waits, why, and who has taken it."""

import pytest
from django.urls import reverse

from orchestrator.actions import escalations, trials
from orchestrator.models import Escalation, Run
from tests import desk
from tests.orchestrator.pages import page_of, words


@pytest.fixture
def case(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    return Escalation.objects.get(run=run)


def test_rae_sees_the_case_with_its_context(house, client, case):
    page = words(page_of(client, house.rae, "inbox", "care"))
    assert "Is this right?" in page  # the step's instructions
    assert "Amount 250" in page  # what the run is about
    assert "Large" in page  # what an earlier step gave
    assert "goes on to Size again" in page  # what approving will do


def test_dan_gets_404_and_vic_403(house, client, case):
    assert page_of(client, house.dan, "inbox", "care").status_code == 404
    assert page_of(client, house.vic, "inbox", "care").status_code == 403
    assert page_of(client, house.dan, "escalation", case.pk).status_code == 404
    assert page_of(client, house.vic, "escalation", case.pk).status_code == 403


def test_aud_may_read_a_case_but_is_offered_no_decision(house, client, case):
    page = words(page_of(client, house.aud, "inbox", "care"))
    assert "Is this right?" in page
    assert 'name="decision"' not in page


def test_the_address_of_a_case_opens_it(house, client, case):
    answer = page_of(client, house.rae, "escalation", case.pk)
    assert answer.headers["Location"] == f"{reverse('inbox', args=['care'])}?case={case.pk}"


def test_a_trials_case_is_not_in_the_inbox(house, client):
    run = desk.carry(trials.try_workflow(house.ben, desk.with_person(house), {"amount": 5}))
    case = Escalation.objects.get(run=run)
    assert "Nothing waits" in words(page_of(client, house.rae, "inbox", "care"))
    assert page_of(client, house.rae, "escalation", case.pk).headers["Location"] == reverse("run", args=[run.pk])


def test_rae_takes_a_case_and_gives_it_back(house, client, case):
    client.force_login(house.rae)
    taken = words(client.post(reverse("escalation-claim", args=[case.pk]), follow=True))
    assert "Give back" in taken
    given = words(client.post(reverse("escalation-free", args=[case.pk]), follow=True))
    assert "Take this case" in given


def test_the_second_reviewer_reads_who_has_taken_it(house, client, case):
    ruth = house.person("Ruth", house.care, "reviewer")
    escalations.claim(house.rae, case)
    assert "Rae Reed has taken this case" in words(page_of(client, ruth, "inbox", "care"))
    client.force_login(ruth)
    answer = client.post(reverse("escalation-claim", args=[case.pk]), follow=True)
    assert "Rae Reed has taken this case. Nothing was changed." in words(answer)


def test_only_my_cases_are_one_link_away(house, client, case):
    client.force_login(house.rae)
    assert "You have taken no case" in words(client.get(reverse("inbox", args=["care"]), {"mine": "1"}))
    escalations.claim(house.rae, case)
    assert "Amount 250" in words(client.get(reverse("inbox", args=["care"]), {"mine": "1"}))


def test_the_count_is_a_bare_number(house, client, case):
    assert words(page_of(client, house.rae, "inbox-count", "care")) == "1"
    assert page_of(client, house.dan, "inbox-count", "care").status_code == 404


def test_a_case_of_another_team_is_not_opened(house, client, case):
    reviewer = house.person("Sid", house.sales, "reviewer")
    client.force_login(reviewer)
    page = words(client.get(reverse("inbox", args=["sales"]), {"case": case.pk}))
    assert "Is this right?" not in page


def test_opening_pages_writes_nothing(house, client, case):
    before = Run.objects.get(pk=case.run_id).number
    page_of(client, house.rae, "inbox", "care")
    page_of(client, house.rae, "run", case.run_id)
    assert Run.objects.get(pk=case.run_id).number == before
