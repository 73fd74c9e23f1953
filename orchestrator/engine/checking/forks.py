"""Where the walk divides and comes together: paths that are chosen, parts that run at once, joins and ends."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from fields import conditions
from fields.sentences import marked
from fields.sentences import sentence as _
from orchestrator.engine.checking.drawing import name_of
from orchestrator.engine.checking.meeting import Meeting
from orchestrator.engine.checking.problem import Problem
from orchestrator.engine.checking.ways import Ways
from orchestrator.engine.definition import START, ChooseStep, EndStep, JoinStep, Link, ParallelStep

MOST_WARNINGS = 20


def leaving(ways: Ways, key: str) -> Iterator[Problem]:
    """Give what is wrong with the links that leave a step, or the start."""
    links = ways.graph.out(key)
    if key == START:
        yield from _start(links)
        return
    step = ways.steps[key]
    if isinstance(step, ParallelStep) and len(links) == 1:
        text = marked("“{name}” starts only one part. Add another, or remove “{name}”.")
        yield Problem(key, "links", _(text, name=step.name))
    if isinstance(step, ChooseStep):
        yield from _choose(ways, step, links)
    elif any(link.conditional for link in links):
        yield from _sometimes(ways, key, links)
    for link in links:
        yield from _condition(ways, key, link)


def _start(links: list[Link]) -> Iterator[Problem]:
    for link in links:
        if link.conditional:
            text = marked("What follows the start has no condition. Add a “choose a path” after the start instead.")
            yield Problem("", "when", _(text), link=link.id)


def _choose(ways: Ways, step: ChooseStep, links: list[Link]) -> Iterator[Problem]:
    if len(links) == 1:
        yield Problem(step.key, "links", _("“{name}” has only one path. Add another.", name=step.name))
        return
    otherwise = [link for link in links if link.otherwise]
    if links and not otherwise:
        text = marked("“{name}” needs an “otherwise”: the path that is taken when no condition holds.")
        yield Problem(step.key, "links", _(text, name=step.name))
    for link in otherwise[1:]:
        text = marked("“{name}” has two paths for “otherwise”. Keep one.")
        yield Problem(step.key, "links", _(text, name=step.name), link=link.id)
    for link in links:
        if link.when is None and not link.otherwise:
            yield _say_when(ways, link)


def _sometimes(ways: Ways, key: str, links: list[Link]) -> Iterator[Problem]:
    if all(link.conditional and not link.otherwise for link in links):
        text = marked("What comes after “{name}” when no condition holds? Add an “otherwise”.")
        yield Problem(key, "links", _(text, name=ways.steps[key].name))


def _condition(ways: Ways, key: str, link: Link) -> Iterator[Problem]:
    if link.when is None:
        return
    if link.otherwise:
        text = marked("An “otherwise” has no condition of its own. Remove the condition.")
        yield Problem(key, "when", _(text), link=link.id)
        return
    rows = conditions.all_rows(link.when)
    if not rows:
        yield _say_when(ways, link)
    for said in conditions.check(link.when, ways.all_known(key, (row.field for row in rows), leaving=True)):
        yield Problem(key, "when", said, link=link.id)


def _say_when(ways: Ways, link: Link) -> Problem:
    names = {"source": name_of(ways, link.source), "target": name_of(ways, link.target)}
    said = _("Say when “{source}” leads to “{target}”.", **names)
    return Problem(link.source, "when", said, link=link.id)


def joins(ways: Ways) -> Iterator[Problem]:
    """Give what is wrong with joins, and the ends of which one run may reach two."""
    for key in ways.order:
        if isinstance(step := ways.steps[key], JoinStep):
            yield from _join(step, len(ways.into[key]))
    several = [key for key in ways.order if isinstance(ways.steps[key], JoinStep) and len(ways.into[key]) > 1]
    ends = {key: step for key in ways.order if isinstance(step := ways.steps[key], EndStep)}
    if ways.graph.circle or not (several or len(ends) > 1):
        return
    meeting = Meeting(ways.definition)
    if meeting.complete:
        for key in several:
            if key not in meeting.places:
                text = marked("“{name}” joins parts of which only one is ever taken. It can be removed.")
                yield Problem(key, "rule", _(text, name=ways.steps[key].name), "warning")
        yield from _two_ends(ends, meeting)


def _join(step: JoinStep, parts: int) -> Iterator[Problem]:
    if parts == 1:
        text = marked("“{name}” joins only one part. Link another to it, or remove “{name}”.")
        yield Problem(step.key, "rule", _(text, name=step.name))
    elif step.rule == "some" and step.count > parts:
        text = marked("“{name}” waits for {count} parts, but only {parts} lead to it. Lower the number.")
        yield Problem(step.key, "count", _(text, name=step.name, count=step.count, parts=parts))


def _two_ends(ends: Mapping[str, EndStep], meeting: Meeting) -> Iterator[Problem]:
    said = 0
    for first, second in combinations(ends, 2):
        if said == MOST_WARNINGS:
            return
        both = (first, second) in meeting.pairs or (second, first) in meeting.pairs
        if both and ends[first].end != ends[second].end:
            said += 1
            text = marked("One run may reach both “{first}” and “{second}”. It then ends with “{first}”.")
            names = {"first": ends[first].name, "second": ends[second].name}
            yield Problem(second, "end", _(text, **names), "warning")
