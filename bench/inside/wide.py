"""A drawing of 200 steps and 260 links in parts at once, and a small one of five steps; what the check of it takes."""

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from bench.inside.crowd import session
from bench.inside.desk import found, open_house

if TYPE_CHECKING:
    from orchestrator.engine.definition import Definition

SMALL = (1, 0)  # blocks of a parallel part, two parts and a join; steps in a row behind them
# 28 blocks of five steps, one of six, 54 steps in a row: 200 steps and 260 links.
WIDE = (29, 54)


def main() -> None:
    """Make both workflows; print their addresses, a session of who builds, and milliseconds of checks."""
    open_house()
    _starter, workflow = found()
    agent = workflow.draft["steps"][0]["agent"]
    made = {name: _made(workflow, agent, name, size) for name, size in {"wide": WIDE, "small": SMALL}.items()}
    checks = _checks(made["wide"], int(sys.argv[1]))
    pages = {name: [each.team.slug, each.key] for name, each in made.items()}
    print(json.dumps({"pages": pages, "cookie": session("ben@example.org"), "checks": checks}))


def drawn(agent: int, size: tuple[int, int]) -> "Definition":
    """Blocks of parts at once, one after the other, then steps in a row."""
    from fields.types import Field
    from orchestrator.engine.definition import AgentStep, Definition, Input, JoinStep, Link, ParallelStep

    steps: list[Any] = []
    links: list[Link] = []
    last = "start"
    for block in range(size[0]):
        parts = [f"part{block}_{number}" for number in range(4 if block == 0 and size[1] else 3)]
        fork, meet = f"fork{block}", f"meet{block}"
        amount = {"amount": Input(path="run.amount")}
        steps.append(ParallelStep(key=fork, name=f"At the same time {block + 1}"))
        steps += [AgentStep(key=key, name=f"Size {key[4:]}", agent=agent, inputs=amount) for key in parts]
        steps.append(JoinStep(key=meet, name=f"Together {block + 1}"))
        links.append(Link(source=last, target=fork))
        links += [Link(source=fork, target=key, rank=rank) for rank, key in enumerate(parts)]
        links += [Link(source=key, target=meet) for key in parts]
        last = meet
    for number in range(size[1]):
        key = f"row{number}"
        steps.append(
            AgentStep(key=key, name=f"Then {number + 1}", agent=agent, inputs={"amount": Input(path="run.amount")})
        )
        links.append(Link(source=last, target=key))
        last = key
    links.append(Link(source=last, target="end"))
    return Definition(inputs=[Field(key="amount", name="Amount", type="number")], steps=steps, links=links)


def _made(workflow: Any, agent: int, name: str, size: tuple[int, int]) -> Any:
    from governance.models import User
    from orchestrator.actions import workflows

    builder = User.objects.get(email="ben@example.org")
    made = workflows.create_workflow(builder, workflow.team, name.title())
    return workflows.save_draft(builder, made, drawn(agent, size), revision=made.revision)


def _checks(workflow: Any, times: int) -> list[float]:
    from orchestrator.engine.check import check
    from orchestrator.shapes import resolved

    drawing, taken = resolved(workflow.drawing, workflow.team), []
    for _time in range(times):
        fresh = drawing.model_copy()
        begun = time.perf_counter()
        check(fresh)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


if __name__ == "__main__":
    main()
