"""Pages: nothing inline, every word translatable, the policy on every answer, every address named."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from config.middleware import POLICY
from tests.cast import House
from tests.house.templates import words
from tests.house.tree import called, named, python, stale, text, tree

TEMPLATES = named(".html", ".txt", under=("templates", "governance", "agents", "orchestrator", "config"))
INLINE = {
    "an inline script": r"<script(?![^>]*\bsrc=)[^>]*>",
    "an inline style sheet": r"<style\b",
    "a style attribute": r"\sstyle\s*=",
    "an inline handler": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
    "a javascript: address": r"javascript:",
    "hx-on": r"\b(data-)?hx-on[:\s=-]",
    "computed hx values": r"(hx-vals|hx-headers)\s*=\s*[\"']\s*js:",
}
# Said the same in every language, or said to the style sheet.
NAMES = {"Steward", "is-full", "is-full is-canvas"}
SAYS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "placeholder", "title"}
TELLS = {"Problem", "Unfit", "Stale", "ValidationError", "add_error", "error", "success", "warning", "info"}


@pytest.mark.parametrize("what", INLINE)
def test_nothing_is_inline(what: str) -> None:
    found = [
        name for name in TEMPLATES if name.endswith(".html") and re.search(INLINE[what], text(name), re.IGNORECASE)
    ]
    assert not found, f"The Content Security Policy forbids {what}; move it to frontend/src: {found}"


def test_every_word_of_a_page_can_be_translated() -> None:
    assert len(TEMPLATES) > 40, "The rule no longer finds the templates."
    found = [(name, line, word) for name in TEMPLATES for line, word in words(text(name))]
    plain = [f"{name}:{line} “{word}”" for name, line, word in found if word not in NAMES]
    assert not plain, "Put these words into translate tags:\n" + "\n".join(plain)
    said = stale(NAMES, {word for _name, _line, word in found})
    assert not said, said


def _plain_words(node: ast.AST) -> Iterator[ast.expr]:
    """The literal strings a form or a refusal would show untranslated."""
    if isinstance(node, ast.keyword) and node.arg in SAYS:
        yield node.value
    if isinstance(node, ast.Call) and called(node) in TELLS and "log" not in ast.dump(node.func):
        yield from node.args


def test_every_word_of_forms_and_refusals_can_be_translated() -> None:
    plain = [
        f"{name}:{value.lineno} {ast.unparse(value)}"
        for name in python("governance", "agents", "orchestrator", "config")
        if "/management/" not in name and "/engine/" not in name and "/api" not in name
        for node in ast.walk(tree(name))
        for value in _plain_words(node)
        for part in (value.values if isinstance(value, ast.JoinedStr) else [value])
        if isinstance(part, ast.Constant) and " " in str(part.value)
    ]
    assert not plain, "Wrap these in gettext:\n" + "\n".join(plain)


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        address = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each, address)
        else:
            yield address, each


def test_every_address_has_a_name_of_its_own() -> None:
    found = list(_patterns(get_resolver()))
    nameless = [address for address, pattern in found if not pattern.name]
    assert not nameless, f"Give these addresses a name, so that templates need not spell them: {nameless}"
    places: dict[str, set[str]] = {}
    for _address, pattern in found:
        places.setdefault(str(pattern.name), set()).add(getattr(pattern.callback, "__qualname__", ""))
    double = {name for name, views in places.items() if len(views) > 1}
    assert not double, f"One name leads to one page: {sorted(double)}"


def test_debug_is_off_and_no_variable_turns_it_on() -> None:
    assert settings.DEBUG is False
    said = re.findall(r"^.*\bDEBUG\b.*$", text("config/settings.py"), re.MULTILINE)
    assert said == ["DEBUG = False"], f"DEBUG shows secrets to visitors: {said}"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/healthz", 200), ("/", 302), ("/accounts/login/", 200), ("/no/such/page/", 404), ("/api/no/such/thing", 404),
     ("/accounts/logout/", 302), ("/static/nothing.css", 404), ("/static/favicon.svg", 200)],
)  # fmt: skip
def test_every_answer_carries_the_policy(client: Client, db: None, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == POLICY


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'self'" in POLICY
    assert "*" not in POLICY


def test_pages_of_people_refusals_and_mistakes_carry_the_policy_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(house.ben)
    assert client.get("/")["Content-Security-Policy"] == POLICY
    assert client.get(reverse("settings", args=[house.sales.slug]))["Content-Security-Policy"] == POLICY
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(house.ben)
    refused = careful.post(reverse("account_logout"))
    assert (refused.status_code, refused["Content-Security-Policy"]) == (403, POLICY)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("config.views.JsonResponse", broken)
    failed = client.get("/healthz")
    assert (failed.status_code, failed["Content-Security-Policy"]) == (500, POLICY)
    assert b"a mistake of ours" not in failed.content
    assert b"Traceback" not in failed.content
