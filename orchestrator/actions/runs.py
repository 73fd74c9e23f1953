"""Starting and stopping runs."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fields.labels import plain
from governance import access, subject
from governance.actions.problems import Stale
from governance.actors import Actor
from governance.door import governed
from governance.models import Team, User
from governance.payloads import Vault
from orchestrator import leases, workers
from orchestrator.actions.problems import Unfit
from orchestrator.bell import ring
from orchestrator.engine.definition import AgentStep, Definition, ToolStep
from orchestrator.engine.events import NotNow
from orchestrator.engine.happenings import CancelAsked, Started
from orchestrator.journal import Journal, labelled
from orchestrator.models import Run, Workflow, WorkflowVersion
from orchestrator.queries.definitions import definition_of
from orchestrator.values import is_personal, started_with


def start_run(actor: User, workflow: Workflow, given: dict[str, Any], *, idempotency_key: str = "") -> Run:
    """Start a run of the published version; the same key again gives the run it started, Unfit says what to mend."""
    try:
        return _start_run(actor, workflow, given, idempotency_key=idempotency_key)
    except IntegrityError:  # two requests with one key at the same instant: the other one won
        return _start_run(actor, workflow, given, idempotency_key=idempotency_key)


@governed("run.start")
def _start_run(actor: User, workflow: Workflow, given: dict[str, Any], *, idempotency_key: str) -> Run:
    version = workflow.live_version
    if version is None or workflow.archived:
        raise Unfit(_("“%(name)s” has no published version. Publish it first.") % {"name": workflow.name})
    if idempotency_key and (earlier := _same_request(actor, workflow, given, idempotency_key)):
        return earlier
    _check_tools(actor, workflow.team, definition_of(version.pk))
    return begin(actor, workflow.team, version, given, workflow=workflow, idempotency_key=idempotency_key or None)


def _check_tools(actor: User, team: Team, definition: Definition) -> None:
    working = [step.key for step in definition.steps if isinstance(step, AgentStep | ToolStep)]
    uses_tools = any(not definition.shapes[key].rules for key in working)
    if uses_tools and not access.may(actor, "tool.use", team):
        text = _("Starting this workflow needs the right to let runs use the tools of %(team)s. Ask its team admin.")
        raise access.Refused(actor, "tool.use", team) from Unfit(text % {"team": team.name})


def _same_request(actor: User, workflow: Workflow, given: dict[str, Any], key: str) -> Run | None:
    run = Run.objects.filter(starter=actor, idempotency_key=key).select_related("key").first()
    if run is None:
        return None
    journal = Journal(run)
    wanted, _failures = started_with(journal.definition, given, "run")
    if run.workflow_id != workflow.pk or plain(journal.values("run")) != plain(wanted):
        raise Stale(_("This Idempotency-Key was used for another request. Use a new key for a new run."))
    run.repeated = True
    return run


def begin(
    actor: User,
    team: Team,
    version: WorkflowVersion,
    given: dict[str, Any],
    *,
    workflow: Workflow | None = None,
    trial: bool = False,
    idempotency_key: str | None = None,
    **more: Any,
) -> Run:
    """Make the row, its key and the first line of its journal, inside an open door."""
    definition = definition_of(version.pk)
    values, failures = started_with(definition, given, "run")
    if failures:
        errors = {failure.field: failure.sentence.render(_) for failure in failures}
        raise Unfit(" ".join(errors.values()), errors)
    moment = now()
    run = Run(
        team=team,
        workflow=workflow,
        version=version,
        trial=trial,
        starter=actor,
        started_at=moment,
        rung_at=moment,
        idempotency_key=idempotency_key,
        **more,
    )
    with transaction.atomic():
        run.save(force_insert=True)
    run.key = Vault.create(run.stream).row
    personal = [field for field in definition.inputs if is_personal(field)]
    marks = [str(values[field.key].value) for field in personal if field.key in values]
    if marks:
        subject.mark(run.pk, marks)
    journal = Journal(run)
    journal.tell(Started(labelled(values), trial=trial))
    journal.commit(actor, "run.start")
    ring(run.pk)
    return run


@governed("run.cancel")
def cancel_run(actor: Actor, run: Run, *, reason: str = "") -> Run:
    """Stop a run: at once where nobody carries it, else as soon as its worker lets go, within seconds."""
    locked = Run.objects.select_for_update(of=("self",)).select_related("key").get(pk=run.pk)
    idle = not any(workers.alive(lease) for lease in leases.parse(locked.lease).values())
    journal = Journal(locked)
    try:
        journal.tell(CancelAsked(idle, {"note": reason[:2_000]}))
    except NotNow:
        raise Stale(_("This run has already ended, so there is nothing to stop.")) from None
    if journal.told:
        journal.commit(actor, "run.cancel")
        Run.objects.filter(pk=locked.pk).update(rung_at=now())
    return locked
