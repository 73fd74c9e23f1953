"""How each state looks: a word, an icon and a colour's name, the same on every page."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """The style sheet knows `.state-<key>` and `.walk-dot.is-<key>`."""

    key: str
    word: str | Promise
    icon: str


LOOKS = {
    look.key: look
    for look in (
        Look("queued", _("Queued"), "clock"),
        Look("running", _("Running"), "loader-2"),
        Look("waiting", _("Waiting"), "clock"),
        Look("needs_person", _("Needs a reviewer"), "hand-stop"),
        Look("finished", _("Finished"), "check"),
        Look("skipped", _("Skipped"), "arrow-forward-up"),
        Look("failed", _("Failed"), "alert-triangle"),
        Look("cancelling", _("Stopping"), "player-stop"),
        Look("cancelled", _("Stopped"), "player-stop"),
        Look("doubtful", _("Did this happen?"), "question-mark"),
        Look("ahead", _("Not yet"), "circle-dashed"),
        Look("draft", _("Draft"), "pencil"),
        Look("changed", _("Changed since published"), "pencil"),
        Look("archived", _("Archived"), "archive"),
    )
}

# Other words for the same look: a step's, an escalation's and a version's states.
SAME = {
    "done": "finished",
    "resolved": "finished",
    "decided": "finished",
    "published": "finished",
    "live": "finished",
    "open": "needs_person",
    "claimed": "running",
    "escalated": "needs_person",
    "unknown": "doubtful",
    "pending": "ahead",
}
WORDS = {
    "resolved": _("Decided"),
    "decided": _("Decided"),
    "published": _("Published"),
    "live": _("Published"),
    "claimed": _("Being decided"),
}


def look_of(value: Any) -> Look:
    """The look of a state given as text or enum; a word not known here is shown as it is, in grey."""
    name = str(getattr(value, "value", value))
    look = LOOKS.get(SAME.get(name, name))
    if look is None:
        return Look("other", name, "point")
    return Look(look.key, WORDS.get(name, look.word), look.icon)
