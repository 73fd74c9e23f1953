"""What was said between an agent and its model, as lines a person can follow."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

LONGEST = 6_000


@dataclass(frozen=True)
class Said:
    """One part of the talk: who, and what."""

    who: str
    text: str


def transcript(messages: Iterable[Any]) -> list[Said]:
    """The talk in order; what is not understood is shown as it is."""
    lines: list[Said] = []
    for message in messages:
        if not isinstance(message, Mapping):
            continue
        if message.get("instructions") and not lines:
            lines.append(Said(_("Instructions"), _text(message["instructions"])))
        lines += [_said(part) for part in message.get("parts", []) if isinstance(part, Mapping)]
    return [line for line in lines if line.text]


def _said(part: Mapping[str, Any]) -> Said:
    kind = part.get("part_kind", "")
    if kind == "tool-call":
        asked = f"{part.get('tool_name', '')}\n{_text(part.get('args'))}"
        return Said(_("The model called"), asked.strip())
    return Said(str(WHO[kind]()) if kind in WHO else str(kind), _text(part.get("content")))


WHO = {
    "system-prompt": lambda: _("Instructions"),
    "user-prompt": lambda: _("Asked"),
    "tool-return": lambda: _("The tool answered"),
    "retry-prompt": lambda: _("Sent back to the model"),
    "text": lambda: _("The model said"),
    "thinking": lambda: _("The model thought"),
}


def _text(content: Any) -> str:
    text = content if isinstance(content, str) else json.dumps(content, indent=2, ensure_ascii=False)
    if content in (None, "", {}):
        return ""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
