"""What publishing an agent says when it is not ready."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from agents.definition import Problem as Unsoundness
from governance.actions.problems import Problem


class Unsound(Problem):
    """Something is not ready to be published; `problems` say what, and where."""

    def __init__(self, problems: Sequence[Unsoundness]) -> None:
        super().__init__(problems[0].path, problems[0].sentence.render(_))
        self.problems = list(problems)
