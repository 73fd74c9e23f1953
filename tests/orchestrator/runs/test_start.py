"""Starting a run from its form."""

import pytest
from django.urls import reverse

from fields.types import Field
from orchestrator.actions import workflows
from orchestrator.engine.definition import PersonStep
from orchestrator.models import Run
from tests import desk
from tests.orchestrator.pages import page_of, words


@pytest.fixture
def address(house):
    return reverse("run-start", args=["care", desk.with_person(house).key])


def test_otto_starts_a_run_and_lands_on_its_page(house, client, address):
    client.force_login(house.otto)
    answer = client.post(address, {"amount": "250", "_once": "a"})
    run = Run.objects.get()
    assert answer.headers["Location"] == reverse("run", args=[run.pk])
    assert run.starter == house.otto


def test_the_same_form_sent_twice_starts_one_run(house, client, address):
    client.force_login(house.otto)
    first = client.post(address, {"amount": "250", "_once": "same"})
    again = client.post(address, {"amount": "250", "_once": "same"})
    assert first.headers["Location"] == again.headers["Location"]
    assert Run.objects.count() == 1


def test_the_form_brings_a_key_of_its_own(house, client, address):
    client.force_login(house.otto)
    assert client.get(address).context["once"] != client.get(address).context["once"]


def test_a_wrong_value_is_named_beside_its_field_and_kept(house, client, address):
    client.force_login(house.otto)
    answer = client.post(address, {"amount": "a lot", "_once": "a"})
    assert answer.status_code == 422
    assert 'id="f-amount-error"' in words(answer)
    assert "a lot" in words(answer)
    assert not Run.objects.exists()


def test_a_missing_value_is_named(house, client, address):
    client.force_login(house.otto)
    answer = client.post(address, {"_once": "a"})
    assert "“Amount” is missing" in words(answer)


def test_ten_megabytes_are_refused_in_words(house, client):
    step = PersonStep(key="look", name="Look", takes=[desk.MESSAGE], inputs=desk.pick(message="run.message"))
    made = desk.workflow(house, "Read", [desk.MESSAGE], [step])
    client.force_login(house.otto)
    address = reverse("run-start", args=["care", made.key])
    answer = client.post(address, {"message": "x" * 10_000_000, "_once": "a"})
    assert answer.status_code == 413
    assert "up to 5 MB" in words(answer)
    answer = client.post(address, {"message": "x" * 2_000_000, "_once": "a"})
    assert answer.status_code == 422
    assert "too long" in words(answer)
    assert not Run.objects.exists()


def test_emoji_and_right_to_left_text_arrive_as_written(house, client):
    step = PersonStep(key="look", name="Look", takes=[desk.MESSAGE], inputs=desk.pick(message="run.message"))
    made = desk.workflow(house, "Read", [desk.MESSAGE], [step])
    client.force_login(house.otto)
    client.post(reverse("run-start", args=["care", made.key]), {"message": "שלום 👋 <b>hi</b>", "_once": "a"})
    page = words(page_of(client, house.otto, "run", Run.objects.get().pk))
    assert "שלום 👋 &lt;b&gt;hi&lt;/b&gt;" in page


def test_vic_may_not_start_and_dan_sees_nothing(house, client, address):
    client.force_login(house.vic)
    assert client.get(address).status_code == 403
    client.force_login(house.dan)
    assert client.get(address).status_code == 404


def test_a_workflow_that_was_never_published_says_so(house, client):
    made = workflows.create_workflow(house.ben, house.care, "Unborn")
    page = page_of(client, house.ben, "run-start", "care", made.key)
    assert "Not published yet" in words(page)


def test_a_yes_or_no_and_money_are_read_from_their_inputs(house, client):
    fields = [Field(key="urgent", name="Urgent", type="yes_no"), Field(key="sum", name="Sum", type="money")]
    step = PersonStep(key="look", name="Look", takes=fields, inputs=desk.pick(urgent="run.urgent", sum="run.sum"))
    made = desk.workflow(house, "Sums", fields, [step])
    client.force_login(house.otto)
    given = {"urgent": "true", "sum": "12.50", "sum-amount": "12.50", "sum-currency": "EUR", "_once": "a"}
    assert client.post(reverse("run-start", args=["care", made.key]), given).status_code == 302
    assert "€12.50" in words(page_of(client, house.otto, "run", desk.carry(Run.objects.get()).pk))
