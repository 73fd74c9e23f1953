"""Does the drawing hang together? Keys, links, circles, steps that are never reached or lead nowhere."""

from collections import Counter
from collections.abc import Iterator

from fields.conditions import JOINED_BY
from fields.sentences import Joined, Sentence, marked
from fields.sentences import sentence as _
from orchestrator.engine.checking.problem import Problem
from orchestrator.engine.checking.ways import Ways
from orchestrator.engine.definition import END, RUN, START, Definition, EndStep, Link

MANY_STEPS = 200
MOST_NAMES = 5


def drawing(ways: Ways) -> Iterator[Problem]:
    """Give what is wrong with the drawing as a whole."""
    definition = ways.definition
    yield from _keys(definition)
    yield from _links(ways)
    yield from _circle(ways)
    yield from _reached(ways)
    if len(definition.steps) > MANY_STEPS:
        text = marked("A drawing of more than {most} steps is hard to follow. Split it into several workflows.")
        yield Problem("", "steps", _(text, most=MANY_STEPS), "warning")


def name_of(ways: Ways, key: str) -> str | Sentence:
    """Give what a place of the drawing is called."""
    if key in ways.steps:
        return ways.steps[key].name
    return {START: _("Start"), END: _("End")}.get(key, key)


def _keys(definition: Definition) -> Iterator[Problem]:
    seen: set[str] = set()
    for step in definition.steps:
        if step.key in seen:
            text = marked("“{name}” has the key of another step. Remove one of them.")
            yield Problem(step.key, "key", _(text, name=step.name))
        seen.add(step.key)
    for step in definition.steps:
        if step.key in (RUN, START, END):
            text = marked("The key of “{name}” is kept for Steward. Choose another.")
            yield Problem(step.key, "key", _(text, name=step.name))
    asked = [field.key for field in definition.inputs]
    for key, name in {field.key: field.name for field in definition.inputs}.items():
        if asked.count(key) > 1:
            yield Problem("", "inputs", _("The request asks twice for “{name}”. Remove one of them.", name=name))
    called = Counter(field.name for field in definition.inputs)
    for name in (name for name, times in called.items() if times > 1 and len(set(asked)) == len(asked)):
        text = marked("The request asks for two fields called “{name}”. Rename one, so that both can be told apart.")
        yield Problem("", "inputs", _(text, name=name), "warning")


def _links(ways: Ways) -> Iterator[Problem]:
    seen: set[str] = set()
    for link in ways.definition.links:
        said = _misplaced(ways, link)
        if said is None and link.id in seen:
            names = {"source": name_of(ways, link.source), "target": name_of(ways, link.target)}
            said = _("“{source}” is linked to “{target}” twice. Remove one of the links.", **names)
        seen.add(link.id)
        if said is not None:
            yield Problem(link.source if link.source in ways.steps else "", "links", said, link=link.id)


def _misplaced(ways: Ways, link: Link) -> Sentence | None:
    there = {START, END} | ways.steps.keys()
    if link.source not in there or link.target not in there:
        return _("A link leads to or from a step that is not there. Remove it.")
    if link.target == START:
        return _("A link leads back to the start. Remove it.")
    if link.source == END or isinstance(ways.steps.get(link.source), EndStep):
        return _("Nothing comes after “{name}”. Remove the link that leaves it.", name=name_of(ways, link.source))
    return None


def _circle(ways: Ways) -> Iterator[Problem]:
    circle = ways.graph.circle
    if not circle:
        return
    back = next(
        (
            link
            for key in reversed(circle)
            for link in ways.graph.out(key)
            if link.target in circle and ways.place[link.target] <= ways.place[key]
        ),
        None,
    )
    key = back.source if back else circle[-1]
    names = tuple(_("“{name}”", name=ways.steps[each].name) for each in circle[:MOST_NAMES])
    together = Joined(names, JOINED_BY["all"].template)
    if len(circle) == 1:
        said = _("{name} leads back to itself. Remove that link.", name=names[0])
    elif len(circle) <= MOST_NAMES:
        said = _("{names} lead in a circle. Let the last one lead on, not back.", names=together)
    else:
        more = len(circle) - MOST_NAMES
        said = _(
            "{names} and {more} more lead in a circle. Let the last one lead on, not back.", names=together, more=more
        )
    yield Problem(key, "links", said, link=back.id if back else "")


def _reached(ways: Ways) -> Iterator[Problem]:
    if not ways.graph.out(START):
        yield Problem("", "links", _("Nothing comes after the start. Say which step is first."))
        return
    leaving = {link.source for link in ways.definition.links}
    for key, step in ways.steps.items():
        if key not in ways.place:
            yield Problem(key, "links", _("“{name}” is never reached. Link a step to it.", name=step.name))
        elif key not in leaving and not isinstance(step, EndStep):
            yield Problem(key, "links", _("Say what comes after “{name}”.", name=step.name))
