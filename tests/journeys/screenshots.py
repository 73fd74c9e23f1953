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
        for name, page in tour.walk(color_scheme="light"):
            take(page, folder, name)
            if kind == "demo" and name in SHOWN:
                show(page, SHOWN[name])
            print(f"{kind}: {name}", flush=True)


def take(page: Page, folder: Path, name: str) -> None:
    """One page in both sizes and themes."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for theme in THEMES:
            page.evaluate(ON, theme)
            page.wait_for_timeout(80)
            page.screenshot(path=folder / f"{name}-{size}-{theme}.png", full_page=True)


def show(page: Page, name: str) -> None:
    """The picture of a page for README and docs: what one sees without scrolling."""
    page.set_viewport_size(SIZES["wide"])
    page.evaluate(ON, "light")
    page.wait_for_timeout(80)
    page.screenshot(path=HOUSE / "docs" / "images" / f"{name}.png")


if __name__ == "__main__":
    main()
