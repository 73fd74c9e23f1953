"""Paths and parts of real runs: several workers at one run, conditions asked, joins that go on early."""

import pytest

from fields.conditions import Comparison
from fields.labels import load
from governance.trail import verify
from orchestrator import carrier, leases, perform, workers
from orchestrator.engine.definition import (
    AgentStep,
    ChooseStep,
    Definition,
    End,
    EndStep,
    Input,
    JoinStep,
    Link,
    ParallelStep,
    PersonStep,
)
from orchestrator.engine.evolve import fold
from orchestrator.engine.state import Decision
from orchestrator.journal import Journal
from orchestrator.models import Escalation, Run
from orchestrator.sweep import sweep
from tests import desk
from tests.orchestrator.journals import told
from tests.scripted import answer


def drawn(house, name, steps, *ways, end=None, inputs=(desk.AMOUNT,)):
    """A published workflow of these steps; a way is "a>b", or a link."""
    links = [way if isinstance(way, Link) else _link(way) for way in ways]
    made = desk.workflow(house, name, list(inputs), [desk.PersonStep(key="stub", name="Stub")])
    drawing = Definition(inputs=list(inputs), steps=steps, links=links, end=end or End())
    return desk.redraw(house, made, **{part: getattr(drawing, part) for part in ("steps", "links", "end")})


def _link(way):
    source, target = way.split(">")
    return Link(source=source, target=target)


def sized(rules, key, source="run.amount"):
    return AgentStep(key=key, name=key.title(), agent=rules.pk, inputs={"amount": Input(path=source)})


@pytest.fixture
def at_once(house):
    """Two rules agents and a person at once, who come together before a last rules agent."""
    rules = desk.sizer(house)
    steps = [
        ParallelStep(key="fork", name="Fork"),
        sized(rules, "left"),
        sized(rules, "right"),
        PersonStep(
            key="look", name="Look", takes=[desk.AMOUNT], inputs=desk.pick(amount="run.amount"), gives=[desk.AMOUNT]
        ),
        JoinStep(key="meet", name="Meet"),
        sized(rules, "last", "look.amount"),
    ]
    parts = ("left", "right", "look")
    ways = [*(f"fork>{key}" for key in parts), *(f"{key}>meet" for key in parts)]
    return drawn(
        house, "At once", steps, "start>fork", *ways, "meet>last", "last>end", end=End(outcome_path="last.verdict")
    )


def test_all_parts_are_done_and_the_run_waits_for_the_one_that_needs_a_person(house, at_once):
    run = desk.play(house.otto, at_once, amount=250)
    states = dict(run.steps.values_list("key", "state"))
    assert (run.state, states) == (
        "waiting",
        {"fork": "finished", "left": "finished", "right": "finished", "look": "waiting"},
    )
    run = desk.decide(house.rae, run, Decision.APPROVE, output={"amount": 5})
    assert (run.state, run.outcome, run.lease) == ("done", "Small", "")
    assert fold(list(told(run))) == run.folded
    assert verify().ok


def test_a_second_worker_takes_another_part_while_the_first_still_works(house, at_once, monkeypatch):
    """Whoever writes first, each tells again what it did on top of what the other wrote."""
    work, seen = perform.PERFORMERS["agent"], []

    def meanwhile(journal, step, inputs):
        if step.key == "left" and not seen:
            seen.append(journal.run.loose)
            carrier.carry(journal.run.pk)  # another worker, rung for what is left
            seen.append(dict(Run.objects.get(pk=journal.run.pk).steps.values_list("key", "state")))
        return work(journal, step, inputs)

    monkeypatch.setitem(perform.PERFORMERS, "agent", meanwhile)
    run = desk.play(house.otto, at_once, amount=250)
    assert seen == [True, {"fork": "finished", "left": "running", "right": "finished", "look": "waiting"}]
    assert (run.state, run.steps.get(key="left").state, run.lease) == ("waiting", "finished", "")
    assert [run.steps.filter(key=key).count() for key in ("left", "right", "look")] == [1, 1, 1]
    assert fold(list(told(run))) == run.folded
    assert verify().ok


def test_a_part_whose_worker_died_is_carried_on_while_the_others_are_left_alone(house, at_once, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setitem(perform.PERFORMERS, "agent", die)
        with pytest.raises(Killed):
            desk.play(house.otto, at_once, amount=250)
    run = Run.objects.latest("pk")
    assert leases.parse(run.lease).keys() == {"left"}
    assert desk.carry(run).steps.get(key="left").state == "running"  # its worker still beats
    monkeypatch.setattr(workers, "living", list)
    sweep()
    run.refresh_from_db()
    assert (run.lease, run.loose) == ("", True)
    monkeypatch.undo()
    assert desk.carry(run).steps.get(key="left").state == "finished"


def choice(house):
    rules = desk.sizer(house)
    way = ChooseStep(key="way", name="Way")
    ends = [
        EndStep(key="paid", name="Paid", end=End(outcome="Paid", results=["size.verdict"])),
        EndStep(key="declined", name="Declined", end=End(outcome="Declined")),
    ]
    links = [
        Link(source="way", target="paid", when=desk.LARGE.model_copy(update={"rows": [_is("size.verdict", "small")]})),
        Link(source="way", target="declined", otherwise=True, rank=1),
    ]
    return drawn(house, "Choice", [sized(rules, "size"), way, *ends], "start>size", "size>way", *links)


def _is(path, value):
    return desk.LARGE.rows[0].model_copy(update={"field": path, "comparison": Comparison.IS, "value": value})


@pytest.mark.parametrize(("amount", "outcome", "passed"), [(5, "Paid", "declined"), (500, "Declined", "paid")])
def test_the_first_path_whose_condition_holds_is_taken_else_the_otherwise(house, amount, outcome, passed):
    run = desk.play(house.otto, choice(house), amount=amount)
    assert (run.state, run.outcome) == ("done", outcome)
    assert not run.steps.filter(key=passed).exists()
    assert list(run.folded.links.values()).count(False) == 1


def test_the_first_answer_is_enough_and_the_case_of_the_other_part_is_closed(house):
    rules = desk.sizer(house)
    look = PersonStep(key="look", name="Look", gives=[desk.AMOUNT])
    steps = [
        ParallelStep(key="fork", name="Fork"),
        look,
        sized(rules, "size"),
        JoinStep(key="meet", name="Meet", rule="any"),
    ]
    ways = ("start>fork", "fork>look", "fork>size", "look>meet", "size>meet", "meet>end")
    run = desk.play(house.otto, drawn(house, "Any", steps, *ways), amount=5)
    assert (run.state, run.steps.get(key="look").state) == ("done", "skipped")
    assert not Escalation.objects.filter(run=run).exclude(state="resolved").exists()
    assert fold(list(told(run))) == run.folded


def test_a_text_with_values_is_as_untrusted_as_what_was_put_in(house, scripted):
    scripted.says(answer(verdict="small"))
    step = desk.think_step(desk.thinker(house), inputs={"message": Input(text="Please size {run.message}, {{now}}")})
    made = desk.workflow(house, "Text", [desk.MESSAGE], [step])
    run = desk.play(house.otto, made, message="this {run.secret}")
    given = load(Journal(run).open(run.steps.get().given)["fields"])["message"]
    assert given.value == "Please size this {run.secret}, {now}"
    assert not given.labels.trusted
