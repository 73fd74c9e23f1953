"""Things to run: small agents, tools and workflows of team Care, made for one test each."""

from typing import Any

from agents.definition import AIAgent, RulesAgent
from agents.models import Agent, AgentVersion, Connector, Tool
from fields.conditions import Row
from fields.tables import DecisionTable, TableRow
from fields.types import Choice, Field
from governance import door
from governance.models import User
from orchestrator import carrier
from orchestrator.actions import runs, workflows
from orchestrator.engine.definition import AgentStep, Definition, End, Input, PersonStep, ToolStep, in_line
from orchestrator.models import Run, Workflow
from tests.cast import House

AMOUNT = Field(key="amount", name="Amount", type="number")
MESSAGE = Field(key="message", name="Message", type="long_text")
VERDICT = Field(
    key="verdict",
    name="Verdict",
    type="choice",
    choices=[Choice(value="small", label="Small"), Choice(value="large", label="Large")],
)


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
            TableRow(conditions=[Row(field="amount", comparison="is_more_than", value=100)], outputs={"verdict": "large"}),
            TableRow(conditions=[], outputs={"verdict": "small"}),
        ],
    )
    return agent(house, name, RulesAgent(inputs=[AMOUNT], table=table))


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


def five_rules(house: House) -> Workflow:
    """Five deterministic steps in a row."""
    rules = sizer(house)
    steps = [
        AgentStep(key=f"size{n}", name=f"Size {n}", agent=rules.pk, inputs=pick(amount="run.amount")) for n in range(1, 6)
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
    """Carry a run as far as it goes."""
    carrier.carry(run.pk)
    run.refresh_from_db()
    return run
