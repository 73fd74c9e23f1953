"""What may be done with agents: draft, publish, archive."""

from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.actions.unsound import Unsound
from agents.definition import Definition, check, parse_definition
from agents.models import Agent, AgentVersion, Tool
from fields.types import key_for
from governance.actions.organisation import clean_name
from governance.actions.problems import Problem
from governance.actors import Actor, reference
from governance.door import governed, note
from governance.drafts import changed_by, save_if_fresh
from governance.models import Team, User


def stored(definition: Definition) -> dict[str, Any]:
    """A definition as its row keeps it."""
    return definition.model_dump(mode="json")


@governed("agent.edit", kind="agent.created")
def create_agent(actor: Actor, team: Team, *, name: str, definition: Definition, key: str = "") -> Agent:
    """Make an agent with a first draft."""
    name = _name(name)
    taken = Agent.objects.filter(team=team).values_list("key", flat=True)
    if key and key in taken:
        raise Problem("key", _("Another agent of this team has this short name."))
    agent = Agent.objects.create(
        team=team,
        key=key or key_for(name, taken),
        name=name,
        draft=stored(definition),
        changed_by=reference(actor),
    )
    note(agent=agent.pk)
    return agent


@governed("agent.edit", kind="agent.edited")
def save_draft(actor: Actor, agent: Agent, *, name: str, definition: Definition, revision: int) -> Agent:
    """Keep a draft; Stale where somebody else saved since `revision`."""
    name = _name(name)
    now = timezone.now()
    saved = save_if_fresh(actor, agent, revision, name=name, draft=stored(definition), changed_at=now)
    note(agent=agent.pk, revision=saved.revision)
    return saved


@governed("agent.publish", kind="agent.published")
def publish_agent(actor: Actor, agent: Agent, *, note_text: str = "", revision: int | None = None) -> AgentVersion:
    """Freeze the draft as the next version, which new runs use; Unsound says what must be mended first."""
    agent = Agent.objects.select_for_update().get(pk=agent.pk)
    if revision is not None and agent.revision != revision:
        raise changed_by(agent.changed_by)
    definition = parse_definition(agent.draft)
    in_use = set(Tool.objects.filter(team_id=agent.team_id, enabled=True).values_list("pk", flat=True))
    if problems := check(definition, in_use):
        raise Unsound(problems)
    live = agent.live_version
    if live is not None and live.definition == agent.draft:
        raise Problem("", _("Nothing changed since version %(number)d.") % {"number": live.number})
    last = agent.versions.aggregate(last=Max("number"))["last"] or 0
    agent.live_version = AgentVersion.objects.create(
        agent=agent,
        number=last + 1,
        definition=agent.draft,
        note=" ".join(note_text.split())[:2000],
        published_by=actor if isinstance(actor, User) else None,
    )
    agent.archived = False
    agent.save(update_fields=["live_version", "archived"])
    note(agent=agent.pk, number=last + 1, version=agent.live_version.pk)
    return agent.live_version


@governed("agent.edit", kind="agent.restored")
def restore_version(actor: Actor, agent: Agent, version: AgentVersion, *, revision: int) -> Agent:
    """Make an older version the draft again; publishing it is another step."""
    if version.agent_id != agent.pk:
        raise Problem("", _("This version belongs to another agent."))
    saved = save_if_fresh(actor, agent, revision, draft=version.definition, changed_at=timezone.now())
    note(agent=agent.pk, number=version.number)
    return saved


@governed("agent.edit", kind="agent.archived")
def archive_agent(actor: Actor, agent: Agent) -> Agent:
    """Put an agent away: published workflows keep their pinned version, new ones cannot pick it."""
    agent.archived = True
    agent.save(update_fields=["archived"])
    note(agent=agent.pk)
    return agent


@governed("agent.edit", kind="agent.brought_back")
def bring_back_agent(actor: Actor, agent: Agent) -> Agent:
    """Undo archiving."""
    agent.archived = False
    agent.save(update_fields=["archived"])
    note(agent=agent.pk)
    return agent


def snapshot_draft(agent: Agent, definition: Definition | None = None) -> AgentVersion:
    """A frozen draft for a trial, without a number; called inside the open door of the trial's own action."""
    wanted = stored(definition) if definition is not None else agent.draft
    last = agent.versions.filter(number=None).order_by("-pk").first()
    # Trying the same draft ten times needs one snapshot.
    if last is not None and last.definition == wanted:
        return last
    return AgentVersion.objects.create(agent=agent, definition=wanted)


def _name(name: str) -> str:
    name = clean_name(name)
    if len(name) > 120:
        raise Problem("name", _("Use at most 120 characters for the name."))
    return name
