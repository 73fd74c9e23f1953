"""What is not in the trail did not happen; what is personal is not in the trail."""

import pytest

from agents.failures import TurnError
from governance import door
from governance.models import Payload, PayloadKey
from governance.models.record import Record
from governance.payloads import PayloadGone
from governance.trail import verify
from orchestrator.actions import runs
from orchestrator.engine.evolve import fold
from orchestrator.engine.moves import next_moves
from orchestrator.engine.state import Decision
from orchestrator.journal import Journal
from orchestrator.queries.runs_about import about
from orchestrator.sweep import sweep
from tests import desk
from tests.orchestrator.journals import told
from tests.scripted import answer, call

SECRETS = ["nia@example.org", "Nia Nolan", "customer007@bank.example", "Customer 007", "Read it twice", "C007"]


def erase(house, run):
    with door.opened(house.ada, "organisation.manage"):
        PayloadKey.objects.filter(pk=run.key_id).update(wrapped=None)
    run.refresh_from_db()


@pytest.fixture
def busy(house, bank, scripted):
    """A run with a model, calls, a failed attempt, a case sent back and a correction, about one customer."""
    customer = desk.customer_tool(house, bank)
    scripted.says(call("customer", email="customer007@bank.example")).then(
        TurnError("unavailable", "The model is away.")
    )
    scripted.then(answer(verdict="small", confidence=0.9))
    think = desk.think_step(desk.thinker(house, tools=[customer]))
    find = desk.tool_step(customer, email="run.email")
    look = desk.PersonStep(key="look", name="Look", takes=[desk.VERDICT], inputs=desk.pick(verdict="think.verdict"))
    name = desk.SUBJECT.model_copy(update={"key": "name", "personal": True})
    made = desk.workflow(house, "Busy", [desk.MESSAGE, desk.EMAIL, name], [find, think, look])
    given = {"message": "I am Nia Nolan, nia@example.org", "email": "customer007@bank.example", "name": "Nia Nolan"}
    run = desk.later(desk.play(house.otto, made, **given))
    return desk.decide(house.rae, run, Decision.SEND_BACK, to="think", note="Read it twice")


def test_the_journal_alone_gives_the_state_of_the_row(house, busy):
    assert fold(list(told(busy))) == busy.folded
    run = desk.decide(house.rae, busy, Decision.APPROVE)
    assert (run.state, fold(list(told(run)))) == ("done", run.folded)


def test_every_beginning_of_the_journal_folds(busy):
    events = list(told(busy))
    definition = Journal(busy).definition
    for end in range(1, len(events) + 1):
        next_moves(definition, fold(events[:end]))


def test_nothing_personal_stands_in_the_trail(busy):
    for record in Record.objects.all():
        body = bytes(record.body).decode()
        assert not [secret for secret in SECRETS if secret.lower() in body.lower()], str(record)


def test_nothing_personal_lies_open_in_the_rows(house, busy):
    for row in (busy, *busy.steps.all(), *busy.escalations.all(), *Payload.objects.all()):
        text = repr({field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}).lower()
        assert not [secret for secret in SECRETS if secret.lower() in text], repr(row)


def test_the_trail_proves_what_is_sealed_too(house, busy):
    assert verify().ok
    with door.opened(house.ada, "organisation.manage"):
        payload = Payload.objects.filter(key=busy.key).first()
        Payload.objects.filter(pk=payload.pk).update(sealed=bytes(payload.sealed)[:-1] + b"?")
    assert not verify().ok


def test_every_line_names_what_led_to_it_and_who_wrote_it(busy):
    records = list(Record.objects.filter(stream=busy.stream).order_by("number"))
    for record in records[1:]:
        stream, _sharp, number = record.cause.partition("#")
        assert (stream, int(number) < record.number) == (busy.stream, True)
    assert {record.root for record in records} == {f"{busy.stream}#1"}
    actors = {record.kind: record.actor.partition(":")[0] for record in records}
    assert (actors["run.started"], actors["escalation.resolved"], actors["step.finished"]) == (
        "person",
        "person",
        "house",
    )


def test_erased_the_run_still_folds_and_its_proof_stands(house, busy):
    before = busy.folded
    erase(house, busy)
    assert fold(list(told(busy))) == busy.folded == before
    assert verify().ok
    with pytest.raises(PayloadGone):
        Journal(busy).values("run")
    assert "Nia" not in str(about([busy], {busy.version_id: busy.version.document}))


def test_an_erased_run_can_still_be_stopped(house, busy):
    erase(house, busy)
    runs.cancel_run(house.otto, busy, reason="Erased on request")
    busy.refresh_from_db()
    assert (busy.state, desk.kinds(busy)[-1]) == ("cancelled", "run.cancelled")


def test_an_erased_run_that_could_move_waits_for_a_person_instead_of_being_tried_for_ever(house):
    run = runs.start_run(house.otto, desk.five_rules(house), {"amount": 5})
    erase(house, run)
    run = desk.carry(run)
    assert (run.state, run.reason) == ("waiting", "handoff")
    assert run.pk not in sweep()


def test_labels_are_inherited_along_the_links(house, busy):
    found = desk.labels(busy, "customer")
    assert (found["customer_id"].source, found["customer_id"].trusted) == ("customer", False)
    assert found["customer_id"].personal and found["name"].personal  # made from an address
    assert desk.labels(busy, "think")["verdict"].trusted is False  # made from a customer's words


def test_what_a_rule_decided_is_trusted_and_what_a_person_wrote_too(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    assert desk.labels(run, "size")["verdict"].trusted
    run = desk.decide(house.rae, run, Decision.APPROVE, output={"amount": 5})
    labels = desk.labels(run, "look")["amount"]
    assert (labels.source, labels.trusted) == ("person", True)


def test_a_correction_of_what_was_made_from_personal_data_stays_personal(house, scripted):
    scripted.says(answer(verdict="small", confidence=0.1))
    message = desk.MESSAGE.model_copy(update={"personal": True, "confidential": True})
    made = desk.workflow(house, "Private", [message], [desk.think_step(desk.thinker(house))])
    run = desk.play(house.otto, made, message="Hello")
    run = desk.decide(house.rae, run, Decision.CORRECT, output={"verdict": "large"})
    labels = desk.labels(run, "think")["verdict"]
    assert (labels.trusted, labels.personal, labels.confidential) == (True, True, True)
