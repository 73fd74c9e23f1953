"""Files of workflows for tests: one that holds all kinds of steps, and ways to change what it says."""

import copy
from typing import Any

from agents.definition import AIAgent
from agents.models import Connector, ModelEndpoint, Tool
from governance import door
from orchestrator.actions.files import export_workflow
from orchestrator.engine.definition import (
    AgentStep,
    ChooseStep,
    Definition,
    EndStep,
    Group,
    Link,
    Note,
    PersonStep,
    Spot,
    ToolStep,
)
from orchestrator.files.reading import file_in
from orchestrator.models import Workflow
from orchestrator.queries.versions import state_of
from tests import desk
from tests.cast import House


def bank(house: House, team: Any = None) -> Connector:
    """A system with a credential, and one tool in it that opens tickets, in Care or another team."""
    team = team or house.care
    with door.opened(house.tia, "connection.manage"):
        system = Connector.objects.create(
            team=team, name="Bank", base_url="https://bank.example.org/api/k3y", auth="bearer", sealed_secret=b"sealed"
        )
        Tool.objects.create(
            connector=system, team=team, key="ticket", name="Open a ticket", path="/t/0ther", inputs=desk.TICKET
        )
    return system


def claude(house: House, team: Any = None) -> ModelEndpoint:
    """A model of a team."""
    with door.opened(house.tia, "connection.manage"):
        return ModelEndpoint.objects.create(
            organisation=house.organisation, team=team or house.care, name="Big model", kind="openai", sealed_key=b"s3"
        )


def full(house: House) -> Workflow:
    """A workflow of Care with agents of both kinds, a tool, a person, a choice, a note, a group and places."""
    bank(house)
    rules = desk.sizer(house)
    reader = desk.agent(house, "Reader", _reader(claude(house).pk, Tool.objects.get().pk))
    steps = [
        AgentStep(key="read", name="Read", agent=reader.pk, inputs=desk.pick(message="run.message")),
        AgentStep(key="size", name="Size", agent=rules.pk, inputs=desk.pick(amount="run.amount"), threshold=0.4),
        ChooseStep(key="way", name="Way"),
        ToolStep(key="ticket", name="Ticket", tool=Tool.objects.get().pk, inputs=desk.pick(subject="read.verdict")),
        PersonStep(key="look", name="Look 👀 שלום", gives=[desk.AMOUNT]),
        EndStep(key="done", name="Done"),
    ]
    links = [
        Link(source="start", target="read"),
        Link(source="read", target="size"),
        Link(source="size", target="way"),
        Link(source="way", target="ticket", key="large", when=desk.LARGE),
        Link(source="way", target="look", key="rest", otherwise=True, rank=1),
        Link(source="ticket", target="done"),
        Link(source="look", target="end"),
    ]
    made = desk.workflows.create_workflow(house.ben, house.care, "Full", purpose="All there is")
    drawing = Definition(
        inputs=[desk.AMOUNT, desk.MESSAGE],
        steps=steps,
        links=links,
        layout={"read": Spot(x=4, y=8)},
        notes=[Note(key="n", text="Why?")],
        groups=[Group(key="g", name="Both", steps=["read", "size"])],
    )
    return desk.workflows.save_draft(house.ben, made, drawing, revision=made.revision)


def _reader(endpoint: int, tool: int) -> AIAgent:
    return AIAgent(
        instructions="Say how large it is.",
        inputs=[desk.MESSAGE],
        outputs=[desk.VERDICT],
        endpoint=endpoint,
        tools=[tool],
    )


def filed(house: House, workflow: Workflow, which: str = "draft") -> dict[str, Any]:
    """A workflow's file, as the API would give it."""
    state = state_of(house.ben, workflow, which)
    assert state is not None
    return export_workflow(house.ben, workflow, state)


def read_back(file: dict[str, Any]) -> Any:
    """The file as an import reads it."""
    return file_in(copy.deepcopy(file))


def unnumbered(file: dict[str, Any]) -> dict[str, Any]:
    """What must be equal wherever a file was made: all but the day and what is called otherwise."""
    return {**file, "exported": "", "workflow": {**file["workflow"], "name": ""}}


SMALL: dict[str, Any] = {
    "steward": "workflow",
    "schema": 1,
    "workflow": {
        "name": "Small",
        "document": {
            "schema": 1,
            "steps": [{"kind": "person", "key": "look", "name": "Look"}],
            "links": [{"source": "start", "target": "look"}, {"source": "look", "target": "end"}],
        },
    },
}


def small(**document: Any) -> dict[str, Any]:
    """A file of one step, its drawing with other parts."""
    file = copy.deepcopy(SMALL)
    file["workflow"]["document"] |= document
    return file
