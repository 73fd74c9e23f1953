"""Drawings at random, for the properties that hold of every run."""

from typing import Any

from hypothesis import strategies as st

from orchestrator.engine.definition import (
    END,
    START,
    ChooseStep,
    Definition,
    EndStep,
    Failure,
    JoinStep,
    Link,
    ParallelStep,
    Shape,
)
from orchestrator.engine.happenings import Branched
from tests.engine.drawings import OVER_100, act, ask, drawing, few, look

FAILURES = st.builds(
    Failure,
    attempts=st.integers(1, 3),
    wait_seconds=st.just(1.0),
    then=st.sampled_from(["escalate", "fail", "skip"]),
)
KINDS = {"ask": ask, "act": act, "look": look}


OTHER = {
    "choose": lambda key, draw: ChooseStep(key=key, name=key),
    "parallel": lambda key, draw: ParallelStep(key=key, name=key),
    "join": lambda key, draw: JoinStep(key=key, name=key, rule=draw(st.sampled_from(["all", "any", "some"]))),
    "end": lambda key, draw: EndStep(key=key, name=key),
}


@st.composite
def drawings(draw: Any) -> Definition:
    """Up to eight steps of all kinds with any policy, linked forwards at random, under loose or tight limits."""
    steps: list[Any] = []
    for place, kind in enumerate(draw(st.lists(st.sampled_from(sorted([*KINDS, *OTHER])), min_size=1, max_size=8))):
        if kind in OTHER:
            steps.append(OTHER[kind](f"{kind}{place}", draw))
        else:
            condition = draw(st.sampled_from([None, OVER_100]))
            steps.append(KINDS[kind](f"{kind}{place}", failure=draw(FAILURES), only_when=condition))
    limits = few(steps=draw(st.integers(1, 20)), tool_calls=draw(st.integers(0, 6)), tokens=draw(st.integers(0, 400)))
    shapes = {step.key: Shape(tokens=100) for step in steps if step.kind == "agent"}
    return drawing(*steps, limits=limits, shapes=shapes, links=draw(forward_links(steps)))


@st.composite
def forward_links(draw: Any, steps: list[Any]) -> list[Link]:
    """Links from each step to one to three later ones (or the end); some with a condition, then with an otherwise."""
    keys = [START, *(step.key for step in steps), END]
    links = [Link(source=START, target=keys[1])]
    for place, step in enumerate(steps, start=1):
        if step.kind == "end":
            continue
        targets = draw(st.lists(st.sampled_from(keys[place + 1 :]), min_size=1, max_size=3, unique=True))
        asked = step.kind == "choose" or draw(st.booleans())
        for rank, target in enumerate(targets):
            last = rank == len(targets) - 1
            how: dict[str, Any] = {"otherwise": True} if asked and last else {"when": OVER_100} if asked else {}
            links.append(Link(source=step.key, target=target, rank=rank, **how))
    return links


def taken(draw: Any, definition: Definition, key: str) -> Branched:
    """What the conditions of a step's links could say: at least one link is taken, of a choice exactly one."""
    out = [link.id for link in definition.graph.out(key)]
    if isinstance(definition.step(key), ChooseStep):
        return Branched((draw(st.sampled_from(out)),))
    return Branched(tuple(draw(st.lists(st.sampled_from(out), min_size=1, unique=True))))
