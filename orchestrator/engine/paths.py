"""Which way the walk goes: what is reached, what never will be, what is in vain.

Every link is decided once: taken or not. A step is reached when all links that lead to it are decided and one of them
was taken; where none was, it never will be and neither will what only it leads to. So parts that run at once always
meet, whichever comes first.
"""

from collections.abc import Iterable

from orchestrator.engine.definition import ChooseStep, Definition, End, EndStep, JoinStep
from orchestrator.engine.graph import END
from orchestrator.engine.state import State, StepState

DONE_WITH = (StepState.FINISHED, StepState.SKIPPED)


def decided(definition: Definition, state: State, links: dict[str, bool]) -> dict[str, bool]:
    """Give these links as decided, with all those that for this reason are never taken."""
    graph = definition.graph
    known = {**state.links, **links}
    found = dict(links)
    open_ends = [link.target for link in graph.links if link.id in links]
    while open_ends:
        key = open_ends.pop()
        if key == END or state.been(key) or any(known.get(link.id, True) for link in graph.into(key)):
            continue
        for link in graph.out(key):
            if link.id not in known:
                known[link.id] = found[link.id] = False
                open_ends.append(link.target)
    return found


def onward(definition: Definition, key: str) -> dict[str, bool]:
    """Give the links a step that is done with takes at once: all, unless some depend on a condition."""
    out = definition.graph.out(key)
    if any(link.conditional for link in out) or isinstance(definition.step(key), ChooseStep):
        return {}
    return {link.id: True for link in out}


def branches(definition: Definition, state: State, key: str) -> bool:
    """Say whether a step is done with and it is still to be decided which of its links are taken."""
    if not state.been(key) or state.steps[key].state not in DONE_WITH:
        return False
    return any(link.id not in state.links for link in definition.graph.out(key))


def reached(definition: Definition, state: State, key: str) -> bool:
    """Say whether the walk can arrive at a step now."""
    if state.been(key):
        return False
    into = definition.graph.into(key)
    taken = sum(state.links.get(link.id, False) for link in into)
    if taken == 0 or needless(definition, state, key):
        return False
    return taken >= early(definition, key) or all(link.id in state.links for link in into)


def early(definition: Definition, key: str) -> int:
    """Give how many parts a step waits for at most: all that lead to it, unless it is a join that needs fewer."""
    step = definition.step(key)
    parts = len(definition.graph.into(key))
    if not isinstance(step, JoinStep) or step.rule == "all":
        return parts
    return 1 if step.rule == "any" else min(step.count, parts)


def missing(definition: Definition, state: State, key: str) -> int:
    """Give how many parts fewer than it needs have come to a join whose parts are all decided."""
    step = definition.step(key)
    if not isinstance(step, JoinStep) or step.rule != "some":
        return 0
    taken = sum(state.links.get(link.id, False) for link in definition.graph.into(key))
    return max(early(definition, key) - taken, 0)


def needless(definition: Definition, state: State, key: str) -> bool:
    """Say whether a step leads to nothing but a join that went on without it."""
    return any(
        isinstance(step, JoinStep)
        and step.rule != "all"
        and state.been(step.key)
        and state.steps[step.key].state is StepState.FINISHED
        and key in definition.graph.enclosed(step.key)
        for step in definition.steps
    )


def in_vain(definition: Definition, state: State, key: str) -> Iterable[str]:
    """Give the steps that are under way, or could be, and only lead to a join that goes on without them."""
    inside = definition.graph.enclosed(key)
    for each in definition.graph.order:
        if each in inside and (
            each in state.under_way or reached(definition, state, each) or branches(definition, state, each)
        ):
            yield each


def end_of(definition: Definition, state: State) -> End:
    """Give the end the walk came to: the first named one it reached, else the workflow's own."""
    for key in definition.graph.order:
        step = definition.step(key)
        if isinstance(step, EndStep) and state.been(key) and state.steps[key].state is StepState.FINISHED:
            return step.end
    return definition.end
