"""What is committed: no foreign addresses, no places of one machine, no secrets, every package pinned by its hash."""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tests.house.tree import HOUSE, files, named, text

BINARY = (".png", ".jpg", ".ico", ".woff2", ".woff", ".gz", ".mo")
TEXTS = [name for name in files() if not name.endswith(BINARY)]

# Built from pieces, so that this file holds none of them.
REGISTRIES = [
    first + last
    for first, last in [
        ("pypi", ".org"),
        ("pypi", ".python"),
        ("files.python", "hosted"),
        ("registry.npm", "js"),
        ("registry.yarn", "pkg"),
        ("npm", "js.org"),
        ("npmmirror", ".com"),
        ("proxy.golang", ".org"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("deb.debian", ".org"),
        ("archive.ubuntu", ".com"),
    ]
]
PLACES = re.compile(r"(?<![\w./~$}-])/(home|root|work|Users|mnt|data)/[\w.]")
SECRET_KEYS = re.compile(r"secret|password|passwd|token|api_?key|credential|bearer", re.IGNORECASE)


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_registry_is_named(host: str) -> None:
    found = [name for name in TEXTS if host in text(name).lower()]
    assert not found, f"Whoever installs chooses the registry; take “{host}” out of {found}"


def test_no_place_of_one_machine_is_named() -> None:
    found = [f"{name}: {match[0]}" for name in TEXTS for match in PLACES.finditer(text(name))]
    assert not found, f"Write paths from the checkout, or take them from a variable: {found}"


@pytest.mark.parametrize("place", ["frontend", "bench/node"])
def test_the_locks_of_node_packages_know_hashes_and_no_addresses(place: str) -> None:
    lock = text(f"{place}/package-lock.json")
    packages = json.loads(lock)["packages"]
    assert "://" not in lock, "Delete “resolved” and “funding” from package-lock.json."
    bare = [name for name, each in packages.items() if name and not each.get("integrity") and not each.get("link")]
    assert not bare, f"These packages have no integrity: {bare}"


@pytest.mark.parametrize("name", ["run", "dev", "node"])
def test_every_python_package_is_pinned_by_its_hashes(name: str) -> None:
    lock = text(f"requirements/{name}.txt").replace("\\\n", " ")
    pins = [line for line in lock.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert pins
    loose = [line[:60] for line in pins if "==" not in line or "--hash=sha256:" not in line]
    assert not loose, f"make lock writes pins with hashes; these have none: {loose}"
    assert "://" not in lock


def test_what_runs_is_what_the_tests_run_with() -> None:
    def pins(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", text(f"requirements/{name}.txt"), re.MULTILINE))

    differs = {name: version for name, version in pins("run").items() if pins("dev").get(name) != version}
    assert not differs, f"requirements/dev.txt must hold the same versions: {differs}"


def test_the_demo_holds_no_secret() -> None:
    found = []
    for name in named(".json", under=("demo",)):
        found += [
            f"{name}: {key}" for key, value in _pairs(json.loads(text(name))) if SECRET_KEYS.search(key) and value
        ]
    assert not found, f"Demo data is public; credentials are entered by an administrator: {found}"


def _pairs(value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        own = [(key, each) for key, each in value.items() if isinstance(each, str)]
        return own + [pair for each in value.values() for pair in _pairs(each)]
    return [pair for each in value for pair in _pairs(each)] if isinstance(value, list) else []


def test_no_private_key_or_token_is_committed() -> None:
    shapes = re.compile(
        "-----BEGIN [A-Z ]*PRIVATE" + " KEY|" + r"\bsk-[A-Za-z0-9]{20,}|\bghp_[A-Za-z0-9]{30,}|\bAKIA[0-9A-Z]{16}\b"
    )
    found = [name for name in TEXTS if not name.startswith("requirements/") and shapes.search(text(name))]
    assert not found, f"Take these secrets out, and change them where they are used: {found}"


def test_the_licence_is_apache_and_nothing_built_is_committed() -> None:
    assert "Apache License" in text("LICENSE")
    built = [
        name
        for name in files()
        if name.startswith(("static/ui/", "var/", ".venv/")) or name.endswith((".pyc", ".mo", ".sqlite3"))
    ]
    assert not built, f"These are made by make setup: {built}"
    assert (HOUSE / ".gitignore").exists()


def test_no_library_asks_more_of_others_than_the_licence_gives() -> None:
    strict = []
    for name in re.findall(r"^([a-z0-9._-]+)==", text("requirements/run.txt"), re.MULTILINE):
        try:
            said = metadata(name)
        except PackageNotFoundError:
            continue  # for another system than this one
        kinds = [line for line in said.get_all("Classifier") or [] if "License" in line]
        words = " ".join([said.get("License-Expression") or "", (said.get("License") or "")[:60], *kinds])
        if re.search(r"(?<!L)GPL|Affero|GNU General", words):
            strict.append(f"{name}: {words}")
    assert not strict, f"GPL and AGPL libraries stay out (LGPL, used as it is, may come in): {strict}"
