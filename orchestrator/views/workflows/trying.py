"""Trying a draft: its form, the trial as it goes, and the calls that ask before they are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from agents.definition import parse_definition
from agents.models import Agent
from fields.types import Field
from governance import access
from governance.actions.problems import Problem
from governance.documents import DocumentForm, values_parser
from governance.models import Team
from orchestrator.actions import trials as actions
from orchestrator.actions.escalations import Verdict, decide_trial
from orchestrator.engine.state import Decision
from orchestrator.models import Run
from orchestrator.queries import trials as queries
from orchestrator.queries import trials_earlier as kept
from orchestrator.views.workflows.draft import Draft, actor_of, opened


@dataclass(frozen=True)
class Subject:
    """What is tried: its name, the fields it is given, where its page is, how a trial of it starts.

    last: the trial that is shown beside the form; begun: the one whose values the form begins with.
    """

    name: str
    team: Team
    fields: list[Field]
    url: str
    last: Run | None
    begun: Run | None
    start: Callable[[dict[str, Any]], Run]
    back: str = ""
    trouble: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def try_workflow(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Try a workflow's draft: `?from=` a trial to take the values of, `?run=` the trial to show."""
    workflow, actor = opened(request, "run.try", team, key), actor_of(request)
    draft = Draft(workflow, workflow.revision)
    last = kept.trial_at(actor, workflow, request.GET.get("run")) or queries.latest_trial(actor, workflow=workflow)
    subject = Subject(
        name=workflow.name,
        team=workflow.team,
        fields=draft.definition.inputs,
        url=reverse("workflow-try", args=draft.address),
        last=None if last and last.over and _beside_canvas(request) and "run" not in request.GET else last,
        begun=kept.trial_at(actor, workflow, request.GET.get("from")) or kept.begun_from(actor, workflow),
        start=lambda given: actions.try_workflow(actor, workflow, given),
        back=reverse("workflow-edit", args=draft.address),
        trouble=_("Mend the draft first: it has problems.") if draft.outline.errors else "",
    )
    context = {"draft": draft, "earlier": partial(kept.earlier, actor, workflow), "latest": last}
    return _try(request, subject, context)


@require_http_methods(["GET", "HEAD", "POST"])
def try_agent(request: HttpRequest, pk: int) -> HttpResponse:
    """Try an agent's draft; the agent's own page shows this beside its form."""
    actor = actor_of(request)
    agent = access.get(actor, "run.try", Agent, pk=pk)
    request.team = agent.team  # type: ignore[attr-defined]
    fields, trouble = _asked_by(agent)
    subject = Subject(
        name=agent.name,
        team=agent.team,
        fields=fields,
        url=reverse("agent-try", args=[pk]),
        last=(last := queries.latest_trial(actor, agent=agent)),
        begun=last,
        start=lambda given: actions.try_agent(actor, agent, given),
        trouble=trouble,
    )
    return _try(request, subject, {})


def _asked_by(agent: Agent) -> tuple[list[Field], str]:
    try:
        return list(parse_definition(agent.draft).inputs), ""
    except ValidationError:
        return [], _("Finish and save the agent first.")


def _try(request: HttpRequest, subject: Subject, context: dict[str, Any]) -> HttpResponse:
    post = request.POST if request.method == "POST" else None
    form: DocumentForm[dict[str, Any]] = DocumentForm(
        parse=values_parser(subject.fields, "given"),
        initial={"given": queries.given_to(subject.begun)} if post is None else None,
        post=post,
        currency=subject.team.currency,
        labels={field.key: field.name for field in subject.fields} | {"given": _("Values")},
        id="try-form",
    )
    run = subject.last
    if form.is_valid and form.value is not None and not subject.trouble:
        try:
            run = subject.start(form.value)
        except Problem as unfit:
            form.add_errors({f"given-{key}": said for key, said in unfit.errors.items()} or {"": unfit.sentence})
        else:
            if not _part(request):
                return redirect(f"{subject.url}#trial")
    context |= {
        "subject": subject,
        "form": form,
        "asked": [(field, form.at(f"given-{field.key}")) for field in subject.fields],
        "trial": queries.trial_of(run) if run else None,
        "answered": request.method == "POST",
        **_pinning(request, run),
    }
    template = "_try_panel.html" if _beside_canvas(request) else "_try.html" if _part(request) else "try.html"
    return render(request, f"orchestrator/{template}", context, status=422 if form.errors else 200)


@require_safe
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """A trial as it stands: the part that moves by itself, or its own page."""
    return _show(request, _trial(request, pk))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the question a trial waits for."""
    run = _trial(request, pk)
    decision = request.POST.get("_decision", "")
    case, form = queries.open_question(run, decision, request.POST)
    if case is None or str(case.pk) != request.POST.get("_case"):
        messages.info(request, _("This was decided already; here is what came of it."))
        return _show(request, run)
    if form is None or form.is_valid:
        output = (form.value or {}) if form else {}
        try:
            decide_trial(actor_of(request), case, Verdict(Decision(decision), output=output))
        except Problem as unfit:
            messages.error(request, unfit.sentence)
        except ValueError:
            messages.error(request, _("Choose one of the answers."))
        form = None
    return _show(request, run, form)


@require_POST
def pin(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Pin a trial to the workflow, or unpin it (`run` empty); `shown` is the trial whose part is answered."""
    workflow, actor = opened(request, "workflow.edit", team, key), actor_of(request)
    wanted = request.POST.get("run", "")
    run = kept.trial_at(actor, workflow, wanted)
    if wanted and run is None:
        raise Http404
    actions.pin_trial(actor, workflow, run)
    shown = run or kept.trial_at(actor, workflow, request.POST.get("shown"))
    if shown is None or not _beside_canvas(request):
        said = _("Pinned: its values are shown while the draft is edited.") if run else _("No longer pinned.")
        messages.success(request, said)
        return redirect("workflow-try", team, key)
    return _show(request, shown)


def _pinning(request: HttpRequest, run: Run | None) -> dict[str, Any]:
    """Whether the trial that is shown is pinned, and whether this person may pin it."""
    if run is None or run.workflow is None:
        return {}
    may_pin = access.may(actor_of(request), "workflow.edit", run.workflow)
    return {"may_pin": may_pin, "pinned": run.workflow.pinned_trial_id == run.pk}


def _trial(request: HttpRequest, pk: int) -> Run:
    run = access.get(actor_of(request), "run.try", Run, pk=pk, trial=True)
    request.team = run.team  # type: ignore[attr-defined]
    return run


def _show(request: HttpRequest, run: Run, form: DocumentForm[dict[str, Any]] | None = None) -> HttpResponse:
    context = {"trial": queries.trial_of(run, form), "answered": request.method == "POST", **_pinning(request, run)}
    if _part(request):
        template = "_trial_panel.html" if _beside_canvas(request) else "_trial.html"
        return render(request, f"orchestrator/{template}", context, status=422 if form else 200)
    if request.method == "POST" and form is None:
        return redirect("trial", run.pk)
    return render(request, "orchestrator/trial.html", context, status=422 if form else 200)


def _part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _beside_canvas(request: HttpRequest) -> bool:
    """Whether the part is asked for that stands beside the canvas."""
    return _part(request) and request.GET.get("panel") == "1"
