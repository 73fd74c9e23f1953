"""The ways an action says no, each with a sentence for the person who asked."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from orchestrator.engine.check import Problem


class Unfit(Exception):
    """What was asked cannot be done as it stands; `errors` names fields where it is about some."""

    def __init__(self, message: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.errors = dict(errors or {})


class Stale(Unfit):
    """Somebody changed or decided it first."""


class Unsound(Unfit):
    """A drawing with problems cannot be published."""

    def __init__(self, problems: list[Problem]) -> None:
        said = " ".join(problem.sentence.render(_) for problem in problems if problem.severity == "error")
        super().__init__(_("This workflow cannot be published yet. %(problems)s") % {"problems": said})
        self.problems = problems
