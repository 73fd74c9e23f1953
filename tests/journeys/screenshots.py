"""`make screenshots [PAGES="home inbox"]`: every page as a picture, wide and on a phone, light and dark.

Those of the demo and of an empty house lie in var/screenshots; what README and docs show is put into docs/images.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from tests.journeys.browser import chromium
from tests.journeys.server import HOUSE
from tests.journeys.tour import touring

PLACE = HOUSE / "var" / "screenshots"
SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
# What README and docs show: the page, and the name of its picture there.
SHOWN = {
    "home-of-a-reviewer": "home",
    "inbox": "inbox",
    "run": "run-waiting",
    "workflow-canvas": "canvas",
    "workflow-edit": "outline",
    "agent-edit": "agent",
    "trail": "trail",
}
FADED = 80  # milliseconds until no colour changes any more
ON = "theme => { document.documentElement.dataset.bsTheme = theme; }"


def main() -> None:
    """Take the pictures of all pages, or of those named."""
    with chromium() as browser:
        for kind in ("demo", "empty"):
            take_all(browser, kind, set(sys.argv[1:]))


def take_all(browser: Browser, kind: str, wanted: set[str]) -> None:
    """The pictures of one installation."""
    folder = PLACE / kind
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, touring(browser, Path(place), empty=kind == "empty") as tour:
        tour.pages = [page for page in tour.pages if not wanted or page["name"] in wanted]
        for size, viewport in SIZES.items():
            for name, page in tour.walk(color_scheme="light", viewport=viewport):
                take(page, folder / f"{name}-{size}")
                if kind == "demo" and size == "wide" and name in SHOWN:
                    page.evaluate(ON, "light")
                    page.wait_for_timeout(FADED)
                    page.screenshot(path=HOUSE / "docs" / "images" / f"{SHOWN[name]}.png")
                print(f"{kind}, {size}: {name}", flush=True)


def take(page: Page, place: Path) -> None:
    """One page in both themes, as long as it is."""
    for theme in THEMES:
        page.evaluate(ON, theme)
        page.wait_for_timeout(FADED)
        page.screenshot(path=f"{place}-{theme}.png", full_page=True)


if __name__ == "__main__":
    main()
