"""Things to run: small agents, tools and workflows of team Care, made for one test each."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from agents.definition import AIAgent, RulesAgent
from agents.models import Agent, AgentVersion, Connector, Tool
from fields.conditions import Condition, Row
from fields.labels import Labels, plain
from fields.tables import DecisionTable, TableRow
from fields.types import Choice, Field
from governance import door, secrets
from governance.actions import organisation
from governance.models import User
from governance.models.record import Record
from orchestrator import carrier, workers
from orchestrator.actions import escalations, runs, workflows
from orchestrator.actions.escalations import Verdict
from orchestrator.engine.definition import AgentStep, Definition, End, Failure, Input, PersonStep, ToolStep, in_line
from orchestrator.engine.state import Decision
from orchestrator.house import CARRIER
from orchestrator.journal import Journal
from orchestrator.models import Escalation, Run, Step, Workflow
from orchestrator.sweep import sweep
from sandbox.ports import free_port
from tests.bank import Bank
from tests.cast import House

AMOUNT = Field(key="amount", name="Amount", type="number")
MESSAGE = Field(key="message", name="Message", type="long_text")
EMAIL = Field(key="email", name="E-mail", type="email")
SUBJECT = Field(key="subject", name="Subject", type="text")
TICKET = [{"key": "subject", "name": "Subject", "type": "text"}]
VERDICT = Field(
    key="verdict",
    name="Verdict",
    type="choice",
    choices=[Choice(value="small", label="Small"), Choice(value="large", label="Large")],
)


LARGE = Condition(match="all", rows=[Row(field="size.verdict", comparison="is", value="large")])


def agent(house: House, name: str, definition: AIAgent | RulesAgent) -> Agent:
    """A published agent of Care."""
    document = definition.model_dump(mode="json")
    with door.opened(house.ben, "agent.publish"):
        made = Agent.objects.create(team=house.care, key=name.lower().replace(" ", "-"), name=name, draft=document)
        made.live_version = AgentVersion.objects.create(agent=made, number=1, definition=document)
        made.save()
    return made


def sizer(house: House, name: str = "Sizer") -> Agent:
    """A rules agent: over 100 is large, else small."""
    table = DecisionTable(
        outputs=[VERDICT],
        rows=[
            TableRow(
                conditions=[Row(field="amount", comparison="is_more_than", value=100)], outputs={"verdict": "large"}
            ),
            TableRow(conditions=[], outputs={"verdict": "small"}),
        ],
    )
    return agent(house, name, RulesAgent(inputs=[AMOUNT], table=table))


def thinker(house: House, *, name: str = "Thinker", tools: Sequence[Tool] = (), **how: Any) -> Agent:
    """An AI agent: reads the message and gives a verdict."""
    how = {"inputs": [MESSAGE], "outputs": [VERDICT], "instructions": "Say how large it is."} | how
    return agent(house, name, AIAgent(tools=[each.pk for each in tools], **how))


def think_step(made: Agent, key: str = "think", **how: Any) -> AgentStep:
    """A step in which this agent reads the request's message."""
    return AgentStep(key=key, name=key.title(), agent=made.pk, **{"inputs": pick(message="run.message"), **how})


def bank_system(house: House, bank: Bank) -> Connector:
    """The sandbox as a system of Care, allowed by the administrator."""
    organisation.set_allowed_hosts(house.ada, house.organisation, hosts=[f"127.0.0.1:{bank.port}"])
    made = connector(house, f"http://127.0.0.1:{bank.port}")
    with door.opened(house.tia, "connection.manage"):
        made.auth, made.sealed_secret = "bearer", secrets.seal(bank.token)
        made.save()
    return made


def ticket_tool(house: House, bank: Bank, **columns: Any) -> Tool:
    """Opens a ticket at the bank."""
    outputs = [{"key": "ticket_id", "name": "Ticket", "type": "text"}]
    how = {"method": "POST", "path": "/tickets", "inputs": TICKET, "outputs": outputs, "seconds": 2}
    return tool(house, bank_system(house, bank), "ticket", **{**how, **columns})


def customer_tool(house: House, bank: Bank, **columns: Any) -> Tool:
    """Looks a customer up at the bank."""
    inputs = [{"key": "email", "name": "E-mail", "type": "email", "place": "query"}]
    outputs = [
        {"key": "customer_id", "name": "Customer", "type": "text"},
        {"key": "name", "name": "Name", "type": "text", "personal": True},
    ]
    how = {"method": "GET", "path": "/customers", "inputs": inputs, "outputs": outputs, "changes": False, "seconds": 2}
    return tool(house, bank_system(house, bank), "customer", **{**how, **columns})


def with_ticket(house: House, bank: Bank, *, failure: Failure | None = None, **columns: Any) -> Workflow:
    """One step: a ticket about the request's subject."""
    step = tool_step(ticket_tool(house, bank, **columns), subject="run.subject")
    step = step.model_copy(update={"failure": failure or Failure(wait_seconds=0)})
    return workflow(house, "Tickets", [SUBJECT], [step], End(results=["ticket.ticket_id"]))


def connector(house: House, address: str) -> Connector:
    """A system of Care."""
    with door.opened(house.tia, "connection.manage"):
        return Connector.objects.create(team=house.care, name="Bank", base_url=address)


def tool(house: House, system: Connector, key: str, **columns: Any) -> Tool:
    """Something to do in a system."""
    with door.opened(house.tia, "connection.manage"):
        return Tool.objects.create(connector=system, team=house.care, key=key, name=key.title(), **columns)


def pick(**paths: str) -> dict[str, Input]:
    """Inputs by path: amount="run.amount"."""
    return {key: Input(path=path) for key, path in paths.items()}


def workflow(house: House, name: str, inputs: list[Field], steps: list[Any], end: End | None = None) -> Workflow:
    """A published workflow whose steps follow one another."""
    drawing = Definition(inputs=inputs, steps=steps, links=in_line(steps), end=end or End())
    made = workflows.create_workflow(house.ben, house.care, name)
    made = workflows.save_draft(house.ben, made, drawing, revision=made.revision)
    workflows.publish_workflow(house.ben, made)
    made.refresh_from_db()
    return made


def redraw(house: House, made: Workflow, **parts: Any) -> Workflow:
    """The workflow, published again with these parts of its drawing changed."""
    made = workflows.save_draft(house.ben, made, made.drawing.model_copy(update=parts), revision=made.revision)
    workflows.publish_workflow(house.ben, made)
    made.refresh_from_db()
    return made


def five_rules(house: House) -> Workflow:
    """Five deterministic steps in a row."""
    rules = sizer(house)
    steps = [
        AgentStep(key=f"size{n}", name=f"Size {n}", agent=rules.pk, inputs=pick(amount="run.amount"))
        for n in range(1, 6)
    ]
    return workflow(house, "Five rules", [AMOUNT], steps, End(outcome_path="size5.verdict", results=["size5.verdict"]))


def with_person(house: House) -> Workflow:
    """Rules, then a person, then rules again."""
    rules = sizer(house)
    steps = [
        AgentStep(key="size", name="Size", agent=rules.pk, inputs=pick(amount="run.amount")),
        PersonStep(
            key="look",
            name="Look at it",
            instructions="Is this right?",
            takes=[VERDICT],
            gives=[AMOUNT],
            inputs=pick(verdict="size.verdict"),
        ),
        AgentStep(key="again", name="Size again", agent=rules.pk, inputs=pick(amount="look.amount")),
    ]
    return workflow(house, "With a person", [AMOUNT], steps, End(outcome_path="again.verdict"))


def tool_step(made: Tool, **inputs: str) -> ToolStep:
    """A step that calls this tool."""
    return ToolStep(key=made.key, name=made.name, tool=made.pk, inputs=pick(**inputs))


def play(actor: User, made: Workflow, **given: Any) -> Run:
    """Start a run and carry it as far as it goes."""
    run = runs.start_run(actor, made, given)
    return carry(run)


def carry(run: Run) -> Run:
    """Carry a run as far as it goes, as a worker that lives."""
    workers.beat(workers.me())
    carrier.carry(run.pk)
    run.refresh_from_db()
    return run


def case_of(run: Run) -> Escalation:
    """The case the run waits with."""
    return Escalation.objects.exclude(state="resolved").get(run=run)


def decide(actor: User, run: Run, decision: Decision, /, **verdict: Any) -> Run:
    """Decide the run's case and carry the run on."""
    case = case_of(run)
    act = escalations.decide_trial if case.trial else escalations.decide_escalation
    act(actor, case, Verdict(decision, **verdict))
    return carry(run)


def later(run: Run) -> Run:
    """Let the timer the run waits for be over: the sweep wakes it, and it is carried on."""
    with door.opened(CARRIER, "run.advance"):
        assert Run.objects.filter(pk=run.pk, due_at__isnull=False).update(due_at=now()), "The run set no timer."
        Step.objects.filter(run=run, due_at__isnull=False).update(due_at=now())
    sweep()
    return carry(run)


def kinds(run: Run) -> list[str]:
    """The kinds of the lines of its journal."""
    return list(Record.objects.filter(stream=run.stream).order_by("number").values_list("kind", flat=True))


def lines(run: Run, kind: str) -> list[dict[str, Any]]:
    """The facts of its lines of this kind."""
    found = Record.objects.filter(stream=run.stream, kind=kind).order_by("number")
    return [json.loads(bytes(record.body))["facts"] for record in found]


def gave(run: Run, step: str) -> dict[str, Any]:
    """What a step gave."""
    return plain(Journal(run).values(step))


def labels(run: Run, origin: str) -> dict[str, Labels]:
    """The labels of what the run was started with, or a step gave."""
    return {key: each.labels for key, each in Journal(run).values(origin).items()}


def payload_of(run: Run, kind: str) -> dict[str, Any]:
    """What lies sealed behind the newest line of this kind."""
    record = Record.objects.filter(stream=run.stream, kind=kind).order_by("number").last()
    assert record is not None, f"The journal has no {kind}."
    return Journal(run).open(record.payload_id)


@contextmanager
def moved_away(house: House) -> Iterator[None]:
    """Every system of the house answers nowhere."""
    homes = {each.pk: each.base_url for each in Connector.objects.all()}
    port = free_port()
    organisation.set_allowed_hosts(house.ada, house.organisation, hosts=["127.0.0.1"])
    with door.opened(house.tia, "connection.manage"):
        Connector.objects.update(base_url=f"http://127.0.0.1:{port}")
    yield
    with door.opened(house.tia, "connection.manage"):
        for pk, home in homes.items():
            Connector.objects.filter(pk=pk).update(base_url=home)


def long_ago(run: Run, ago: timedelta) -> None:
    """The bell of the run was last rung a little longer ago than this."""
    with door.opened(CARRIER, "run.advance"):
        Run.objects.filter(pk=run.pk).update(rung_at=now() - ago - timedelta(seconds=1))
