"""What Lighthouse says of the main pages: accessibility, best practices and performance, each the median of five."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.house import House, fresh
from bench.measure import Measure, at_least, takes
from bench.memory import serving
from sandbox.ports import free_port

NODE = Path(__file__).resolve().parent / "node"
PAGES = ("home", "runs", "a run", "inbox", "a workflow", "a workflow's editor", "a workflow's canvas", "an agent")
TIMES = 5
TARGETS = {"accessibility": 95, "best-practices": 95, "performance": 90}
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@takes("lighthouse")
def lighthouse() -> Iterator[Measure]:
    """Real Chromium, signed in, nothing kept between loadings; the audits that took points away stand beside."""
    install()
    with fresh() as house:
        house.manage("migrate", "-v", "0")
        crowd = house.inside("crowd", "100")
        with serving(house):
            for name in PAGES:
                who, path = crowd["pages"][name]
                with chromium(house, crowd["cookies"][who]) as port:
                    reports = [report(f"http://127.0.0.1:{house.port}{path}", port) for _ in range(TIMES)]
                yield from figures(name, reports)


def figures(name: str, reports: list[dict[str, Any]]) -> Iterator[Measure]:
    """The medians of one page."""
    for category, target in TARGETS.items():
        scores = [each["categories"][category]["score"] * 100 for each in reports]
        failed = sorted(failures(category, reports[-1]))
        yield at_least(target, f"Lighthouse, {category} of {name}", median(scores), "points", all=scores, failed=failed)


def failures(category: str, report: dict[str, Any]) -> Iterator[str]:
    """The audits that took points away."""
    for each in report["categories"][category]["auditRefs"]:
        audit = report["audits"][each["id"]]
        if each["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            yield str(audit["id"])


def install() -> None:
    """Lighthouse from its lock, once; it is no part of the product."""
    if not (NODE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--no-progress", "--loglevel=error"], cwd=NODE, env=with_node(), check=True)


def with_node() -> dict[str, str]:
    """The environment in which Node is found: the system's, else the one make setup installed."""
    return {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.prefix) / "bin")])}


@contextmanager
def chromium(house: House, cookie: str) -> Iterator[int]:
    """A browser that is signed in, and the port it takes orders on."""
    from playwright.sync_api import sync_playwright

    port = free_port()
    with sync_playwright() as playwright:
        window = playwright.chromium.launch_persistent_context(
            house.folder / "browser",
            executable_path=shutil.which("chromium"),
            args=[*FLAGS, f"--remote-debugging-port={port}"],
        )
        address = f"http://127.0.0.1:{house.port}"
        window.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
        yield port
        window.close()


def report(address: str, port: int) -> dict[str, Any]:
    """What Lighthouse finds on one loading of a page."""
    words = ["--quiet", "--output=json", "--preset=desktop", f"--port={port}"]
    only = f"--only-categories={','.join(TARGETS)}"
    program = NODE / "node_modules" / "lighthouse" / "cli" / "index.js"
    command = ["node", str(program), address, only, *words]
    said = subprocess.run(command, env=with_node(), check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(said)
    if found["finalDisplayedUrl"] != address:
        raise RuntimeError(f"{address} leads to {found['finalDisplayedUrl']}.")
    return found
