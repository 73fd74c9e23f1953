"""What is known of a value: where it came from, whether to trust it, whether it is personal or confidential."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels a value carries; what is made from it inherits them."""

    source: str
    trusted: bool
    personal: bool = False
    confidential: bool = False

    @classmethod
    def merge(cls, *labels: "Labels", source: str) -> "Labels":
        """The labels of something made from all of these: the most cautious of each."""
        return cls(
            source=source,
            trusted=all(label.trusted for label in labels),
            personal=any(label.personal for label in labels),
            confidential=any(label.confidential for label in labels),
        )

    def dump(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "trusted": self.trusted,
            "personal": self.personal,
            "confidential": self.confidential,
        }

    @classmethod
    def load(cls, raw: Mapping[str, Any]) -> Self:
        """Labels from stored JSON; what is not stated is taken as untrusted and not marked."""
        return cls(
            source=str(raw.get("source", "")),
            trusted=raw.get("trusted") is True,
            personal=bool(raw.get("personal")),
            confidential=bool(raw.get("confidential")),
        )


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its labels."""

    value: Any
    labels: Labels


def dump(values: Mapping[str, Labelled]) -> dict[str, Any]:
    """Labelled values as JSON: {"amount": {"value": …, "labels": {…}}}."""
    return {key: {"value": each.value, "labels": each.labels.dump()} for key, each in values.items()}


def load(raw: Mapping[str, Any]) -> dict[str, Labelled]:
    """The inverse of `dump`."""
    return {key: Labelled(each.get("value"), Labels.load(each.get("labels", {}))) for key, each in raw.items()}


def plain(values: Mapping[str, Labelled]) -> dict[str, Any]:
    """Only the values."""
    return {key: each.value for key, each in values.items()}
