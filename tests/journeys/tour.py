"""A walk through every page of a furnished installation, each opened by somebody who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.journeys.server import Server, running


@dataclass
class Tour:
    """The pages of one installation and the sessions of those who open them."""

    server: Server
    browser: Browser
    pages: list[dict[str, str]]
    broken: dict[str, int]
    sessions: dict[str, str]

    def walk(self, **options: Any) -> Iterator[tuple[str, Page]]:
        """Open each page in turn, one window for each person; gives its name and the page."""
        windows: dict[str, Page] = {}
        for each in self.pages:
            who = each["who"]
            if who not in windows:
                windows[who] = self._window(who, **options)
            windows[who].goto(each["address"])
            settle(windows[who])
            yield each["name"], windows[who]
        for window in windows.values():
            window.context.close()

    def _window(self, who: str, **options: Any) -> Page:
        context = self.browser.new_context(base_url=self.server.address, reduced_motion="reduce", **options)
        if who:
            context.add_cookies([{"name": "sessionid", "value": self.sessions[who], "url": self.server.address}])
        return context.new_page()


DRAWN = """() => [...document.querySelectorAll("[data-canvas], [data-run-map], [data-compare]")]
    .every(place => !place.checkVisibility() || place.querySelector(".react-flow__node")?.checkVisibility())"""


def settle(page: Page) -> None:
    """Wait for what scripts draw."""
    page.wait_for_function(DRAWN)


@contextmanager
def touring(browser: Browser, folder: Path, *, empty: bool = False) -> Iterator[Tour]:
    """A tour of the demo with something of everything, or of a house in which nothing was made yet."""
    with running(folder, **({"STEWARD_DEMO": "0"} if empty else {})) as server:
        found = server.inside("tests.journeys.furnish", *(["empty"] if empty else []))
        yield Tour(server, browser, **found)
