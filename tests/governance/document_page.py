"""A document to edit, its form, and the page as a browser would send it back: for tests."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from pydantic import BaseModel

from fields.conditions import Condition
from fields.tables import DecisionTable
from fields.types import Field, FieldList
from governance.documents import DocumentForm


class Sheet(BaseModel):
    """A document with rows of fields, a condition and a table."""

    name: str
    threshold: float = 0.5
    outputs: FieldList = []
    only_when: Condition = Condition()
    table: DecisionTable | None = None


CATEGORY = {
    "key": "category",
    "name": "Category",
    "type": "choice",
    "choices": [{"value": "lost", "label": "Lost"}, {"value": "stolen", "label": "Stolen"}],
}
TYPES = {
    "run.amount": Field.model_validate({"name": "Amount", "type": "money"}),
    "run.text": Field.model_validate({"name": "Text", "type": "long_text"}),
    "triage.category": Field.model_validate(CATEGORY),
}


def sheet(post: Any = None, initial: Any = None) -> DocumentForm[Sheet]:
    """The form as a view makes it; a dict stands for what a browser sends."""
    query = None if post is None else QueryDict(urlencode(post, doseq=True))
    return DocumentForm(parse=Sheet.model_validate, initial=initial, post=query)


class Inputs(HTMLParser):
    """What a browser would send for a rendered form, and every element by its id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.focus: list[str | None] = []
        self._select, self._area = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if "id" in a:
            self.ids.append(a["id"] or "")
        if "data-autofocus" in a:
            self.focus.append(a.get("id"))
        if tag == "input" and a.get("name") and (a.get("type") not in ("checkbox", "radio") or "checked" in a):
            self.sent.append((a["name"] or "", a.get("value") or ""))
        self._select = (a.get("name") or "") if tag == "select" else self._select
        self._area = (a.get("name") or "") if tag == "textarea" else ""
        if tag == "option" and "selected" in a:
            self.sent.append((self._select, a.get("value") or ""))
        if tag == "textarea":
            self.sent.append((self._area, ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            name, text = self.sent.pop()
            self.sent.append((name, text + (data.removeprefix("\n") if not text else data)))

    def handle_endtag(self, tag: str) -> None:
        self._area = ""

    def post(self, **more: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in [*self.sent, *more.items()]:
            found.setdefault(name, []).append(value)
        return found


def render(template: str, **context: Any) -> str:
    return render_to_string(f"parts/fields/{template}.html", context, RequestFactory().get("/"))
