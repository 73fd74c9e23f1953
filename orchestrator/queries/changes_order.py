"""Which steps of two drawings come after others than before, in plain words.

A step that was put between two others, or taken away, moves neither of them: what is compared is who leads to whom with
the steps left out that only one of the drawings has, or that were moved themselves.
"""

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END, START
from orchestrator.queries.changes_told import Change, Two


def orders(two: Two, stay: Collection[str]) -> Iterator[Change]:
    """Steps that now come after others, each said once; `stay` are those that were not moved."""
    for key in two.walk.order:
        if key in two.kept and key not in stay:
            yield from _order(two, key)
    if END in _differ(two, stay):
        yield from _order(two, END)


def _order(two: Two, key: str) -> Iterator[Change]:
    was, now = two.was.before(key), two.walk.before(key)
    if set(was) == set(now):
        return
    if key == END:
        sentence = _("The run now ends after %(others)s.")
    elif not now:
        sentence = _("No step leads to “%(name)s” any more.")
    elif now == [START]:
        sentence = _("“%(name)s” now comes first.")
    else:
        sentence = _("“%(name)s” now comes after %(others)s.")
    words = {"name": two.now[key].name if key in two.now else "", "others": two.listed(now)}
    before = _("after %(others)s") % {"others": two.listed(was)} if was else ""
    yield Change("changed", sentence % words, before, step=key)


def stayed(two: Two) -> set[str]:
    """The steps of both but for the fewest one need have moved to make the new order of the old one."""
    changed = _differ(two, two.kept)
    if not changed:
        return two.kept
    before, after = ([key for key in each.order if key in two.kept] for each in (two.was, two.walk))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    still = {key for block in blocks for key in after[block.b : block.b + block.size]}
    moved = (two.kept - still) & changed
    return two.kept - moved - _differ(two, two.kept - moved)


def _differ(two: Two, steps: Collection[str]) -> set[str]:
    """The steps (or END) that others lead to than before, seen among these steps only."""
    old, new = _led_to(two.old, steps), _led_to(two.new, steps)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _led_to(definition: Definition, steps: Collection[str]) -> dict[str, set[str]]:
    """Who leads to each step by a link that is no way of its own."""
    found: dict[str, set[str]] = {}
    own = {link.id for link in ways_of(definition)}
    for source in (START, *steps):
        for link in definition.graph.out(source):
            if link.id not in own:
                for target in ahead(definition, link, steps):
                    found.setdefault(target, set()).add(source)
    return found


def ways_of(definition: Definition) -> list[Link]:
    """The links that are ways of their own: those of a choice, of parts at once, and those with a condition."""
    splitting = {step.key for step in definition.steps if step.kind in ("choose", "parallel")}
    return [link for link in definition.links if link.source in splitting or link.conditional]


def ahead(definition: Definition, link: Link, steps: Collection[str]) -> set[str]:
    """The first of these steps (or END) that a link leads to, past all others."""
    found, seen, open_ends = set(), {link.target}, [link.target]
    while open_ends:
        key = open_ends.pop()
        if key in steps or key == END:
            found.add(key)
            continue
        targets = {each.target for each in definition.graph.out(key)} - seen
        seen |= targets
        open_ends.extend(targets)
    return found
