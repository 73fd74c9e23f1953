"""What a workflow's draft becomes by changes: the one reading of them, behind every editor."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agents.models import Agent, Tool
from fields.lines import one_line
from fields.sentences import sentence
from governance.documents import say
from governance.models import Team
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.changes import Blocked, Change, Conflict, apply
from orchestrator.drafting.drawing import definition_of, shown_as_now, without_loose_ends
from orchestrator.drafting.keyed import Tree, keyed, listed, same
from orchestrator.drafting.reading import Misfit
from orchestrator.drafting.suggesting import filled
from orchestrator.drafting.words import begun, link_words, place_words
from orchestrator.engine.definition import AgentStep, Definition, ToolStep
from orchestrator.models import Workflow
from orchestrator.shapes import resolved

MOST_CHARACTERS = 4_000_000  # of a whole document
LONGEST = {"name": 120, "purpose": 500}


@dataclass(frozen=True)
class Prepared:
    """A draft with changes put in: not saved yet where `differs`; its drawing has its shapes."""

    tree: Tree
    drawing: Definition
    differs: bool
    done: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def tree_of(workflow: Workflow, drawing: Definition | None = None) -> Tree:
    """A workflow's draft, or another drawing of it, as the tree that changes are made in."""
    document = (drawing or workflow.drawing).model_dump(mode="json", exclude={"shapes"})
    return keyed(document, {"name": workflow.name, "purpose": workflow.purpose})


def prepared(workflow: Workflow, changes: Sequence[Change]) -> Prepared:
    """Put changes into a workflow's draft as it is now; Unfit says in a sentence what cannot be."""
    before = tree_of(workflow)
    try:
        merged = apply(before, changes)
        loose = without_loose_ends(merged.tree) if merged.done else []
        drawn = filled(before, shown_as_now(resolved(definition_of(merged.tree), workflow.team)), changes)
        _check_made_of(drawn, workflow.team, merged.done)
        about = _about(merged.tree)
    except Misfit as misfit:
        raise Unfit(misfit_words(before, misfit)) from None
    except Blocked as blocked:
        words = {"what": begun(place_words(before, blocked.at))}
        raise Unfit(_("%(what)s was changed to something else meanwhile. Make your change again.") % words) from None
    tree = tree_of(workflow, drawn) | {"about": about}
    if len(json.dumps(listed(tree))) > MOST_CHARACTERS:
        raise Unfit(_("This workflow would become too large to be kept. Shorten its texts, or make two of it."))
    return Prepared(
        tree=tree,
        drawing=drawn,
        differs=bool(merged.done) and not same(tree, before),
        done=merged.done,
        conflicts=merged.conflicts,
        dropped=[_dropped_words(before, link) for link in loose],
    )


def _check_made_of(drawn: Definition, team: Team, done: Sequence[Change]) -> None:
    """Refuse agents and tools of other teams: not even their names are told."""
    changed = {
        change.at[1] for change in done if change.at[0] == "steps" and change.at[2:] in ((), ("agent",), ("tool",))
    }
    open_steps = [step for step in drawn.steps if step.key in changed and step.key not in drawn.shapes]
    agents = {step.agent: step for step in open_steps if isinstance(step, AgentStep)}
    tools = {step.tool: step for step in open_steps if isinstance(step, ToolStep)}
    for kind, model, wanted in (("agent", Agent, agents), ("tool", Tool, tools)):
        own = set(model.objects.filter(team=team, pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
        for key, step in wanted.items():
            if key and key not in own:  # 0: not chosen yet
                raise Misfit(("steps", step.key, kind), sentence("Pick one of the list."), {"name": step.name})


def _about(tree: Tree) -> dict[str, str]:
    about: dict[str, str] = {}
    for name, most in LONGEST.items():
        text = tree["about"].get(name) or ""
        if not isinstance(text, str):
            raise Misfit(("about", name), sentence("Fill this in with text."))
        about[name] = one_line(text) if name == "name" else text.strip()
        if len(about[name]) > most:
            raise Misfit(("about", name), sentence("Use at most {most} characters.", most=most))
    if not about["name"]:
        raise Misfit(("about", "name"), sentence("Fill this in."))
    return about


def misfit_words(tree: Tree, misfit: Misfit) -> str:
    """What does not fit, by the name of its place: "Name of “Triage”: Use at most 200 characters."."""
    return f"{begun(place_words(tree, misfit.at, misfit.thing))}: {say(misfit.sentence)}"


def _dropped_words(tree: Tree, link: dict[str, Any]) -> str:
    words = begun(link_words(tree, f"{link.get('source')}>{link.get('target')}"))
    return _("%(link)s was left out: the step is not there any more.") % {"link": words}
