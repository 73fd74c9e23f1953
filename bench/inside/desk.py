"""A small organisation with one deterministic workflow of five steps, made through the actions."""

import json
import os
import time
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from agents.models import Agent
    from governance.models import Team, User
    from orchestrator.models import Workflow

STEPS = 5
GIVEN = {"amount": 250}


def open_house() -> None:
    """Set Django up for the installation this process's environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def found() -> tuple["User", "Workflow"]:
    """Found the organisation and its workflow; gives who starts runs of it, and the workflow."""
    from governance.actions import machines, memberships, organisation, people, teams
    from governance.models import Role

    house, admin = organisation.found(
        organisation="Measured", currency="EUR", name="Ada Abel", email="ada@example.org", password=None
    )
    team = teams.make_team(admin, house, name="Care")
    builder = people.add_person(admin, house, email="ben@example.org", name="Ben Baker")
    memberships.add_member(admin, team, builder, role=Role.objects.get(key="builder"))
    machine = machines.make_machine(admin, team, name="Mimi", role=Role.objects.get(key="operator"))
    return machine, _workflow(builder, team, _agent(builder, team))


def _agent(builder: "User", team: "Team") -> "Agent":
    from agents.actions import agents
    from agents.definition import RulesAgent
    from fields.conditions import Row
    from fields.tables import DecisionTable, TableRow
    from fields.types import Choice, Field

    choices = [Choice(value="small", label="Small"), Choice(value="large", label="Large")]
    large = Row(field="amount", comparison="is_more_than", value=100)
    table = DecisionTable(
        outputs=[Field(key="verdict", name="Verdict", type="choice", choices=choices)],
        rows=[
            TableRow(conditions=[large], outputs={"verdict": "large"}),
            TableRow(conditions=[], outputs={"verdict": "small"}),
        ],
    )
    rules = RulesAgent(inputs=[Field(key="amount", name="Amount", type="number")], table=table)
    made = agents.create_agent(builder, team, name="Sizer", definition=rules)
    agents.publish_agent(builder, made)
    return made


def _workflow(builder: "User", team: "Team", agent: "Agent") -> "Workflow":
    from fields.types import Field
    from orchestrator.actions import workflows
    from orchestrator.engine.definition import AgentStep, Definition, End, Input, in_line

    amount = {"amount": Input(path="run.amount")}
    steps = [AgentStep(key=f"size{n}", name=f"Size {n}", agent=agent.pk, inputs=amount) for n in range(1, STEPS + 1)]
    end = End(outcome_path=f"size{STEPS}.verdict", results=[f"size{STEPS}.verdict"])
    inputs = [Field(key="amount", name="Amount", type="number")]
    drawing = Definition(inputs=inputs, steps=steps, links=in_line(steps), end=end)
    made = workflows.create_workflow(builder, team, "Five rules")
    made = workflows.save_draft(builder, made, drawing, revision=made.revision)
    workflows.publish_workflow(builder, made)
    made.refresh_from_db()
    return made


def ended() -> int:
    """How many runs have ended."""
    from orchestrator.engine.state import TERMINAL
    from orchestrator.models import Run

    return Run.objects.filter(state__in=TERMINAL).count()


def wait_for(count: int, *, patience: float = 600, every: float = 0.05) -> None:
    """Until this many runs have ended; raises where that takes too long."""
    until = time.monotonic() + patience
    while ended() < count:
        if time.monotonic() > until:
            raise TimeoutError(f"After {patience:g} s only {ended()} of {count} runs have ended.")
        time.sleep(every)


def main() -> None:
    """Found the organisation, for a server to be measured with."""
    open_house()
    starter, workflow = found()
    print(json.dumps({"starter": starter.name, "workflow": workflow.key}))


if __name__ == "__main__":
    main()
