"""Two drawings compared by what they mean: names for keys, nothing of where things stand."""

import json
from typing import Any

from playwright.sync_api import Page

TEAM = "/teams/customer-care"


def document_of(page: Page, key: str) -> dict[str, Any]:
    """The draft of a workflow as its canvas reads it."""
    answer = page.request.get(f"{TEAM}/workflows/{key}/edit/document/")
    assert answer.ok, f"{key} is not there"
    return dict(answer.json()["document"])


def in_names(document: dict[str, Any]) -> dict[str, Any]:
    """A drawing told by names: its steps with all they hold, its links, its start and end; no keys, no places."""
    steps = {step["key"]: step["name"] for step in document["steps"]}
    words = _Words(document, steps)
    return words.told(
        {
            "inputs": document["inputs"],
            "steps": {step["name"]: _shown(step) for step in document["steps"]},
            "links": sorted(_links(document, steps), key=json.dumps),
            "end": document["end"],
            "limits": document["limits"],
        }
    )


def _shown(step: dict[str, Any]) -> dict[str, Any]:
    """What a person is shown has keys made from those of the steps: here it goes by its place in the list."""
    if step["kind"] != "person":
        return step
    return {**step, "inputs": [step["inputs"][take["key"]] for take in step["takes"] if take["key"] in step["inputs"]]}


def _links(document: dict[str, Any], steps: dict[str, str]) -> list[dict[str, Any]]:
    links = sorted(document["links"], key=lambda link: link["rank"])
    asked: dict[str, int] = {}
    told = []
    for link in links:
        source = steps.get(link["source"], link["source"])
        asked[source] = asked.get(source, 0) + 1
        ends = {"source": source, "target": steps.get(link["target"], link["target"]), "asked": asked[source]}
        told.append(ends | {name: link[name] for name in ("name", "when", "otherwise")})
    return told


class _Words:
    """Says every path, key and choice of a drawing in names, so that it does not matter how a key came about."""

    def __init__(self, document: dict[str, Any], steps: dict[str, str]) -> None:
        self.paths: dict[str, str] = {}
        self.values: dict[tuple[str, str], str] = {}
        givers = [("run", "The request", document["inputs"])]
        givers += [(step["key"], steps[step["key"]], step["gives"]) for step in document["steps"] if "gives" in step]
        for key, name, fields in givers:
            for field in fields:
                path = f"{key}.{field['key']}"
                self.paths[path] = f"{name} › {field['name']}"
                self.values |= {(path, each["value"]): each["label"] for each in field.get("choices", [])}
        self.steps = steps

    def told(self, thing: Any) -> Any:
        if isinstance(thing, list):
            return [self.told(each) for each in thing]
        if isinstance(thing, str):
            return self._path(thing)
        if not isinstance(thing, dict):
            return thing
        kept = {name: self.told(each) for name, each in thing.items() if name not in ("key", "path", "field")}
        for name in thing.keys() & {"path", "field"}:
            kept[name] = self._path(str(thing[name]))
        if (asked := (thing.get("field"), thing.get("value"))) in self.values:
            kept["value"] = self.values[asked]
        if "label" in thing:
            kept.pop("value")
        return kept

    def _path(self, text: str) -> str:
        key, dot, field = text.partition(".")
        return self.paths.get(text) or (f"{self.steps[key]} › {field}" if dot and key in self.steps else text)


def equal_to_the_demo(page: Page, key: str) -> None:
    """The draft does what the demo's support desk does; a person is shown the same, by whatever name."""
    made, demo = (in_names(document_of(page, each)) for each in (key, "support-desk"))
    for document in (made, demo):
        for step in document["steps"].values():
            if step["kind"] == "person":
                del step["takes"]
                step["inputs"] = sorted(given["path"] for given in step["inputs"])
    same(made, demo)


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Part by part, so that what differs is said."""
    assert list(one["steps"]) and set(one["steps"]) == set(other["steps"])
    for name, step in one["steps"].items():
        assert step == other["steps"][name], name
    for part in ("inputs", "links", "end", "limits"):
        assert one[part] == other[part], part


def is_there(page: Page, key: str) -> bool:
    """Whether somebody has made this workflow already."""
    return page.request.get(f"{TEAM}/workflows/{key}/").ok
