"""The fields of a tool: what it is given and where that goes, what it gives back and where that stands."""

from typing import Literal

from pydantic import Field as Setting

from fields.types import Field


class ToolField(Field):
    """One input of a tool, with its place in the request and the name it is sent under ("customer.id" nests)."""

    place: Literal["path", "query", "body", "header"] = "body"
    send_as: str = Setting(default="", max_length=120, pattern=r"^[A-Za-z0-9_.\-]*$")

    @property
    def sent_as(self) -> str:
        """The name in the request: its own, else the field's key."""
        return self.send_as or self.key


class ToolOutput(Field):
    """One output of a tool, with the dotted place in the JSON answer ("items.0.amount")."""

    pointer: str = Setting(default="", max_length=200, pattern=r"^[A-Za-z0-9_.\- ]*$")

    @property
    def found_at(self) -> str:
        """The place in the answer: its own, else the field's key."""
        return self.pointer or self.key
