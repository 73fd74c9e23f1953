"""The keyed subject index: finds a person's runs without keeping who the person is."""

import hmac
import re
from collections.abc import Iterable
from hashlib import sha256

from governance import secrets
from governance.models import SubjectMark


def _normalise(value: str) -> str:
    """E-mail addresses lower-case; phone and customer numbers without spaces and punctuation."""
    value = value.strip().lower()
    return value if "@" in value else re.sub(r"[^0-9a-zà-ɏ]", "", value)


def _mark_of(value: str) -> str:
    return hmac.new(secrets.master_key("subject index"), _normalise(value).encode(), sha256).hexdigest()


def mark(run_id: int, values: Iterable[str]) -> None:
    """Remember that a run concerns these addresses or numbers (inside an open door)."""
    marks = {_mark_of(value) for value in values if _normalise(value)}
    if marks:
        SubjectMark.objects.bulk_create(
            [SubjectMark(mark=found, run_id=run_id) for found in sorted(marks)], ignore_conflicts=True
        )


def runs_of(value: str) -> list[int]:
    """The ids of the runs that concern this address or number."""
    found = SubjectMark.objects.filter(mark=_mark_of(value)).order_by("run_id")
    return list(found.values_list("run_id", flat=True))
