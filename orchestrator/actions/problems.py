"""The ways an action says no, each with a sentence for the person who asked."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from governance.actions.problems import Problem
from orchestrator.engine.check import Problem as Trouble


class Unfit(Problem):
    """What was asked cannot be done as it stands; `errors` names fields where it is about some."""

    def __init__(self, sentence: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__("", sentence)
        self._errors = dict(errors or {})

    @property
    def errors(self) -> Mapping[str, str]:
        """The sentences by field; empty where it is about the whole."""
        return self._errors


class Unsound(Unfit):
    """A drawing with problems cannot be published."""

    def __init__(self, problems: list[Trouble]) -> None:
        said = " ".join(problem.sentence.render(_) for problem in problems if problem.severity == "error")
        super().__init__(_("This workflow cannot be published yet. %(problems)s") % {"problems": said})
        self.problems = problems
