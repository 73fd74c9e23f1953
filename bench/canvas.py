"""The canvas with 200 steps and 260 links in a real browser: first paint, dragging, saving; and what pages weigh."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.fsync import fsync_p50
from bench.house import ROOT, House, fresh
from bench.measure import Measure, at_most, percentile, takes
from bench.memory import serving
from bench.tracing import Trace, traced

TIMES = 5
DRAGGED = 90  # places the pointer is moved to, one a frame
SAVES = 20
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CARD = ".react-flow__node"
DRAWN = "src/canvas/"  # what only pages with a drawing load: the canvas, the map of a run, the comparison


@takes("canvas")
def canvas() -> Iterator[Measure]:
    """Opening, dragging and saving the wide drawing, beside the same with a small one on the same machine."""
    with fresh(STEWARD_DEMO="0") as house:
        house.manage("migrate", "-v", "0")
        made = house.inside("wide", "20")
        with serving(house):
            wide = _driven(house, made, "wide")
            small = _driven(house, made, "small")
        beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
    size = "200 steps and 260 links"
    yield at_most(50, f"check of {size}, p95", percentile(made["checks"], 0.95), "ms")
    opened = {"small_ms": round(small["opened"]), "all_ms": [round(each) for each in wide["openings"]]}
    yield at_most(1000, f"first paint of {size}, median of {TIMES}", wide["opened"], "ms", **opened)
    drag, other = wide["drag"], small["drag"]
    frames = {"frames": len(drag.frames), "small_p95_ms": round(percentile(other.frames, 0.95), 2)}
    yield at_most(8, f"scripting and layout a drag frame of {size}, p95", percentile(drag.frames, 0.95), "ms", **frames)
    yield at_most(50, f"longest task while dragging {size}", drag.longest, "ms", small_ms=round(other.longest, 1))
    saves = {
        "p50_ms": round(percentile(wide["saves"], 0.5), 1),
        "small_p95_ms": round(percentile(small["saves"], 0.95), 1),
    }
    yield at_most(150, f"save of {size}, round trip, p95", percentile(wide["saves"], 0.95), "ms", **saves, **beside)


@takes("bundles")
def bundles() -> Iterator[Measure]:
    """Kilobytes of script as sent, gzipped: what every page loads, and the most that a drawing loads beside."""
    manifest = json.loads((ROOT / "static/ui/manifest.json").read_text())
    base = _scripts(manifest, "src/base.ts")
    drawn = {name: _kilobytes(_scripts(manifest, name) - base) for name in manifest if name.startswith(DRAWN)}
    each = {f"{Path(name).stem}_kb": round(value, 1) for name, value in drawn.items()}
    yield at_most(80, "script of every page", _kilobytes(base), "kB gzip")
    yield at_most(200, "script of the canvas", max(drawn.values()), "kB gzip", **each)


def _scripts(manifest: dict[str, Any], entry: str) -> set[str]:
    """The files an entry loads: its workers and what it only asks for later included, drawings apart."""
    found: set[str] = set()
    open_ends = [entry]
    while open_ends:
        part = manifest[open_ends.pop()]
        if part["file"] not in found:
            found |= {part["file"], *(name for name in part.get("assets", []) if name.endswith(".js"))}
            later = [name for name in part.get("dynamicImports", []) if not name.startswith(DRAWN)]
            open_ends += [*part.get("imports", []), *later]
    return found


def _kilobytes(files: set[str]) -> float:
    return sum(len(gzip.compress((ROOT / "static/ui" / name).read_bytes(), 9)) for name in files) / 1000


def _driven(house: House, made: dict[str, Any], name: str) -> dict[str, Any]:
    """One drawing opened, a step of it dragged, and saved again and again."""
    from playwright.sync_api import sync_playwright

    home = f"http://127.0.0.1:{house.port}"
    address = f"{home}/teams/{made['pages'][name][0]}/workflows/{made['pages'][name][1]}/edit/canvas/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": made["cookie"], "url": home}])
        page = context.new_page()
        openings = [_opened(page, address) for _time in range(TIMES + 1)][1:]  # the first fills the browser's cache
        drag = _dragged(page)
        saves = [_saved(page) for _time in range(SAVES)]
        browser.close()
    return {"openings": openings, "opened": percentile(openings, 0.5), "drag": drag, "saves": saves}


def _opened(page: Any, address: str) -> float:
    """Milliseconds from the request until the first steps stand on the canvas."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector(CARD, state="visible", timeout=60_000)
    return float(page.evaluate("performance.now()"))


def _dragged(page: Any) -> Trace:
    """One step moved about, a place a frame."""
    page.wait_for_timeout(1500)
    box = page.locator(f"{CARD}:not([data-id=start])").first.bounding_box()
    x, y = box["x"] + 60, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y + 4)
    with traced(page) as trace:
        for number in range(DRAGGED):
            page.mouse.move(x + 4 + number * 2, y + 4 + number)
            page.evaluate("new Promise(requestAnimationFrame)")
    page.mouse.up()
    return trace


def _saved(page: Any) -> float:
    """Milliseconds from sending a change to its answer; the step that is chosen is moved by a key."""
    with page.expect_response(lambda answer: answer.url.endswith("/edit/changes/"), timeout=30_000) as waited:
        page.keyboard.press("ArrowRight")
    waited.value.finished()
    timing = waited.value.request.timing
    return float(timing["responseEnd"] - timing["requestStart"])
