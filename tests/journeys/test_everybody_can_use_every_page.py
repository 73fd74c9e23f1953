"""Every page there is, for everybody: screen readers, both themes, and phones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.server import HOUSE
from tests.journeys.tour import Tour, touring

AXE = HOUSE / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# A colour is looked at once it has come to rest.
CHECK = """async only => {
    const moves = each => each.playState === 'running' && isFinite(each.effect.getComputedTiming().endTime);
    do await new Promise(requestAnimationFrame); while (document.getAnimations().some(moves));
    const {violations} = await axe.run(document, {resultTypes: ['violations'], runOnly: only});
    return violations.map(each => each.id + ': ' + each.nodes.map(node => node.target).join(', '));
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
OTHER_THEME = "document.documentElement.dataset.bsTheme = 'dark'"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def tour(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """The demo with something of everything."""
    with touring(browser, tmp_path_factory.mktemp("tour")) as found:
        yield found


def violations(page: Page) -> list[str]:
    """What shuts somebody out: by day at a desk, and on a phone in the dark, as far as colours and width go."""
    page.add_script_tag(path=AXE)
    found = page.evaluate(CHECK, RULES)
    page.set_viewport_size(PHONE)
    if page.evaluate(TOO_WIDE):
        found.append("wider than a phone")
    page.evaluate(OTHER_THEME)
    found += [f"in the dark, {each}" for each in page.evaluate(CHECK, COLOURS)]
    page.set_viewport_size(WIDE)
    return found


def test_every_page_opens_for_somebody(tour: Tour) -> None:
    assert tour.broken == {}
    assert len(tour.pages) > 60


def test_no_page_shuts_anybody_out(tour: Tour) -> None:
    walk = tour.walk(color_scheme="light", viewport=WIDE, bypass_csp=True)
    found = [f"{name}: {each}" for name, page in walk for each in violations(page)]
    assert not found, "\n".join(found)
