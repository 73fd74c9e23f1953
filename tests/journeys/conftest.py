"""A real Steward with its demo, in a process of its own, and people who use it in a real browser."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sandbox.ports import free_port

HOUSE = Path(__file__).resolve().parents[2]
PASSWORD = "steward-demo"
expect.set_options(timeout=15_000)  # machines that test are busy
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Steward with the demo, in a folder of its own."""
    folder = tmp_path_factory.mktemp("steward")
    port = free_port()
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("STEWARD_", "DATABASE_URL"))}
    own = {"STEWARD_VAR": str(folder), "PORT": str(port), "STEWARD_SANDBOX_PORT": str(free_port())}
    environment = outside | own | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    python = [sys.executable, "manage.py"]
    subprocess.run([*python, "migrate", "-v", "0"], cwd=HOUSE, env=environment, check=True)
    log = (folder / "server.log").open("w")
    process = subprocess.Popen([*python, "serve"], cwd=HOUSE, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(process, port, folder / "server.log")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(6)
        except subprocess.TimeoutExpired:
            process.kill()
    said = (folder / "server.log").read_text()
    assert "Traceback" not in said, said[-4000:]


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield found
        found.close()


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(steward: str, browser: Browser) -> Iterator[SignIn]:
    """Sign a person of the demo in, in a browser window of their own; console errors fail the test.

    Where the line is to drop, failed requests are what the test is about: say line_drops=True.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def enter(name: str, *, line_drops: bool = False, **options: object) -> Page:
        context = browser.new_context(base_url=steward, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if not line_drops:
            page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/accounts/login/")
        page.get_by_label(re.compile("mail", re.I)).fill(f"{name}@northbank.example")
        page.get_by_label("Password", exact=False).first.fill(PASSWORD)
        page.get_by_role("button", name=re.compile("sign in", re.I)).click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not errors, errors
