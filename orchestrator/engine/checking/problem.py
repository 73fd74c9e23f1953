"""What the check says: a sentence, and where its cure is."""

from dataclasses import dataclass
from typing import Literal

from fields.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """What is unsound: the step's key (empty: the whole workflow), the field within it, and a sentence.

    Where it is about one link, `link` is its id and `step` the step it leaves, if it leaves one. Fields are `steps`,
    `inputs`, `key`, `agent`, `tool`, `links` (what follows a step), `when` (a link's condition), `only_when`,
    `inputs.<key>`, `rule`, `count`, `end.outcome_path` and `end.results.<number>`.
    """

    step: str
    field: str
    sentence: Sentence
    severity: Literal["error", "warning"] = "error"
    link: str = ""
