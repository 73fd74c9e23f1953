"""A real Steward with its demo, in a process of its own, and people who use it in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.journeys.browser import chromium
from tests.journeys.server import running

PASSWORD = "steward-demo"
expect.set_options(timeout=15_000)  # machines that test are busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def steward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Steward with the demo, in a folder of its own."""
    with running(tmp_path_factory.mktemp("steward")) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    with chromium() as found:
        yield found


SignIn = Callable[..., Page]


def is_error(message: ConsoleMessage) -> bool:
    """Whether a line of the console tells of something wrong; a form asked to be looked at again is no error."""
    return message.type == "error" and "status of 422" not in message.text


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
            page.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
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
