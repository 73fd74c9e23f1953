"""Which form belongs to a step, and to a new one of some job."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict

from orchestrator.engine.definition import (
    AnyStep,
    ChooseStep,
    Definition,
    EndStep,
    JoinStep,
    ParallelStep,
    WorkStep,
)
from orchestrator.forms.choosing import ChooseForm
from orchestrator.forms.editing.names import fresh_key, fresh_name
from orchestrator.forms.editing.places import put
from orchestrator.forms.ends import EndStepForm
from orchestrator.forms.meeting import JoinForm, ParallelForm
from orchestrator.forms.steps import About, StepForm
from orchestrator.queries.jobs import JOBS, Job

AnyForm = StepForm | ChooseForm | ParallelForm | JoinForm | EndStepForm
KINDS: dict[str, Any] = {"choose": ChooseStep, "parallel": ParallelStep, "join": JoinStep, "end": EndStep}
CONTROL: dict[str, Any] = {"choose": ChooseForm, "parallel": ParallelForm, "join": JoinForm, "end": EndStepForm}


def form_of(about: About, step: AnyStep, post: QueryDict | None = None) -> AnyForm:
    """The form of a step that is there."""
    if isinstance(step, WorkStep):
        return StepForm(about, step=step, post=post)
    form: AnyForm = CONTROL[step.kind](about, step.key, post=post)
    return form


def new_form(about: About, job: Job, place: str, post: QueryDict | None = None) -> AnyForm:
    """The form of a new step at a place; NoPlace where there is none.

    A step that directs the walk is described with the drawing as it will be, so that its paths are there to be named.
    """
    if job.works:
        return StepForm(about, job=job, place=place, post=post)
    step, closing = made_for(about.definition, job)

    def begin(drawing: Definition) -> Definition:
        return put(drawing, step, place, closing=closing)

    definition = begin(about.definition)
    form: AnyForm = CONTROL[job.kind](replace(about, definition=definition), step.key, post=post, begin=begin)
    return form


def made_for(definition: Definition, job: Job) -> tuple[AnyStep, JoinStep | None]:
    """A fresh step for a job that directs the walk, and the join that closes the parts of one that splits it."""
    step = _fresh(definition, job)
    if job.kind != "parallel":
        return step, None
    beside = definition.model_copy(update={"steps": [*definition.steps, step]})
    closing = _fresh(beside, JOBS["join"])
    assert isinstance(closing, JoinStep)
    return step, closing


def _fresh(definition: Definition, job: Job) -> AnyStep:
    name = fresh_name(definition, str(job.label))
    step: AnyStep = KINDS[job.kind](key=fresh_key(definition, name), name=name)
    return step
