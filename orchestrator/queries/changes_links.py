"""How the ways of two drawings differ, in plain words: which there are, when each is taken, where it leads."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from orchestrator.engine.definition import Definition, Link
from orchestrator.queries import words as wording
from orchestrator.queries.changes_order import ahead, ways_of
from orchestrator.queries.changes_told import Change, Two

Identity = tuple[str, str]


def ways(two: Two, stay: Collection[str]) -> Iterator[Change]:
    """Paths that are new, gone, taken at another time, asked in another order, or lead elsewhere.

    stay: the steps that were not moved; a path leads elsewhere where the first of them on it is another one.
    """
    old, new = _by_identity(two.old), _by_identity(two.new)
    pairs = _pairs(old, new)
    for place, link in new.items():
        if place in pairs:
            yield from _changed(two, old[pairs[place]], link, stay)
        else:
            yield _added(two, link)
    for place, link in old.items():
        if place not in pairs.values() and link.source in two.kept:
            yield _gone(two, link)
    yield from _asked_in_order(two, [(old[was], new[now]) for now, was in pairs.items()])


def _by_identity(definition: Definition) -> dict[Identity, Link]:
    """The ways by what stays when they are described anew, or a step is put into them."""
    found = sorted(ways_of(definition), key=lambda link: link.rank)
    return {(link.source, f"#{link.key}" if link.key else link.target): link for link in found}


def _pairs(old: dict[Identity, Link], new: dict[Identity, Link]) -> dict[Identity, Identity]:
    """Which new way is which old one; where its identity is gone, the one of the same source that says the same."""
    pairs = {place: place for place in new if place in old}
    free = {place: link for place, link in old.items() if place not in pairs}
    for place, link in new.items():
        if place in pairs or not (link.name or link.conditional):
            continue
        twin = next((each for each, was in free.items() if each[0] == place[0] and _said(was) == _said(link)), None)
        if twin:
            pairs[place] = twin
            del free[twin]
    return pairs


def _said(link: Link) -> tuple[object, ...]:
    return link.name, link.when, link.otherwise


def path_words(two: Two, definition: Definition, link: Link) -> str:
    """A way by its name and when it is taken; empty for one without a name that is always taken."""
    when = wording.path_words(definition, link, two.fields(definition))
    if link.name and when:
        return _("“%(name)s” (%(when)s)") % {"name": link.name, "when": when[:1].lower() + when[1:]}
    return _("“%(name)s”") % {"name": link.name} if link.name else when


def _added(two: Two, link: Link) -> Change:
    words = {"name": two.now[link.source].name if link.source in two.now else two.name(link.source)}
    words |= {"path": path_words(two, two.new, link), "target": two.name(link.target)}
    if not words["path"]:
        sentence = _("“%(name)s” has a new path to %(target)s.")
    elif (later := _asked_next(two, link)) is None:
        sentence = _("“%(name)s” has a new path to %(target)s: %(path)s.")
    else:
        sentence = _("“%(name)s” has a new path to %(target)s: %(path)s. It is asked before %(later)s.")
        words["later"] = path_words(two, two.new, later) or two.name(later.target)
    return Change("added", sentence % words, step=link.source)


def _gone(two: Two, link: Link) -> Change:
    words = {"name": two.now[link.source].name, "path": path_words(two, two.old, link), "target": two.name(link.target)}
    sentence = _("The path of “%(name)s” to %(target)s is gone.")
    if words["path"]:
        sentence = _("The path of “%(name)s” to %(target)s is gone: %(path)s.")
    return Change("removed", sentence % words, step=link.source)


def _asked_next(two: Two, link: Link) -> Link | None:
    """The path a choice that was there already asks after a new one."""
    if link.source not in two.kept or two.now[link.source].kind != "choose":
        return None
    out = [each for each in two.new.graph.out(link.source) if not each.otherwise]
    place = next((number for number, each in enumerate(out) if each.id == link.id), len(out))
    return next(iter(out[place + 1 :]), None)


def _changed(two: Two, old: Link, new: Link, stay: Collection[str]) -> Iterator[Change]:
    words = {"name": two.now[new.source].name if new.source in two.now else two.name(new.source)}
    words |= {"path": path_words(two, two.new, new), "target": two.name(new.target)}
    if _said(old) != _said(new):
        now, was = words["path"] or _("always"), path_words(two, two.old, old) or _("always")
        sentence = _("The path of “%(name)s” to %(target)s: %(path)s")
        yield Change("changed", sentence % (words | {"path": now}), was, new.source)
    if old.target != new.target and ahead(two.old, old, stay) != ahead(two.new, new, stay):
        sentence = _("A path of “%(name)s” now goes on at %(target)s: %(path)s.")
        if not words["path"]:
            sentence = _("A path of “%(name)s” now goes on at %(target)s.")
        yield Change("changed", sentence % words, two.name(old.target), new.source)


def _asked_in_order(two: Two, pairs: list[tuple[Link, Link]]) -> Iterator[Change]:
    """The order in which a choice asks its paths decides which of two that fit is taken."""
    for key in sorted(two.kept):
        own = [(was, now) for was, now in pairs if now.source == key and not now.otherwise]
        if two.now[key].kind != "choose":
            continue
        before, after = sorted(own, key=lambda pair: pair[0].rank), sorted(own, key=lambda pair: pair[1].rank)
        if before != after:
            said = [", ".join(path_words(two, two.new, now) for _was, now in each) for each in (after, before)]
            sentence = _("“%(name)s” asks its paths in another order: %(paths)s")
            yield Change("changed", sentence % {"name": two.now[key].name, "paths": said[0]}, said[1], key)
