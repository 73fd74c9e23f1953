"""No special cases for the demo: product code names none of its agents, workflows, tools, people or categories."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.house.tree import named, stale, text

LOADER = {"config/demo.py", "config/welcome.py"}
CODE = [
    name
    for name in named(
        ".py",
        ".html",
        ".txt",
        ".ts",
        ".tsx",
        ".css",
        under=("config", "governance", "agents", "orchestrator", "fields", "templates", "frontend"),
    )
    if name not in LOADER and "/migrations/" not in name and "/tests/" not in name
]
# Words everybody uses; as names of the demo they prove nothing.
EVERYDAY = {"a person decides", "reply"}


@cache
def documents() -> list[Any]:
    """Every JSON document of the demo."""
    return [json.loads(text(name)) for name in named(".json", under=("demo",))]


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each)


def names() -> set[str]:
    """Names and keys of the demo's teams, people, workflows, steps, agents, tools, and its choices."""
    found: set[str] = set()
    for each in _walk(documents()):
        # The names of fields are everybody's words; the values of choices are not.
        wanted = ("value",) if "label" in each else () if "type" in each else ("key", "name", "slug", "email")
        found |= {each[key] for key in wanted if isinstance(each.get(key), str)}
    own = {each.strip() for each in found if _telling(each.strip())}
    return own | {document["key"] for document in documents() if isinstance(document.get("key"), str)}


def _telling(name: str) -> bool:
    """Whether a name is the demo's own: more than one word, or an address."""
    return bool(re.search(r"[ _@-]", name))


def test_no_product_code_names_what_the_demo_holds() -> None:
    known = names()
    assert len(known) > 40, "The rule no longer finds the demo's names."
    found: dict[str, list[str]] = {}
    for name in sorted(known):
        said = re.escape(name)
        # A name of several words anywhere; a single word only where it stands alone as a whole string.
        pattern = rf"(?<![\w-]){said}(?![\w-])" if _telling(name) else rf"[\"']{said}[\"']"
        places = [file for file in CODE if re.search(pattern, text(file), re.IGNORECASE)]
        if places:
            found[name] = places
    wrong = {name: places for name, places in found.items() if name.lower() not in EVERYDAY}
    assert not wrong, f"Product code must work for any team's data: {wrong}"
    said = stale(EVERYDAY, {name.lower() for name in found})
    assert not said, said


def test_no_product_code_holds_a_message_of_the_demo() -> None:
    lines = text("demo/messages.csv").lower().splitlines()[1:]
    known = {line.replace('"', "")[:40] for line in lines if len(line) > 60}
    assert len(known) > 30
    code = {name: " ".join(text(name).lower().split()) for name in CODE}
    wrong = [(name, line) for name, said in code.items() for line in known if line in said]
    assert not wrong, f"These files know a message of the demo: {wrong}"
