"""A person without a mouse: Tab, arrows, Enter and letters, and what the focus says of itself."""

import re

from playwright.sync_api import Page, expect

Name = str | re.Pattern[str]


class Keyboard:
    """What one does by keyboard alone; every key goes to what has the focus."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.ears = page.context.new_cdp_session(page)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def heard(self) -> tuple[str, str]:
        """What a screen reader says of the focus: its role and its name."""
        thing = self.ears.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        asked = {"objectId": thing["objectId"], "fetchRelatives": False}
        node = self.ears.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        return node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()

    def reach(self, name: Name, role: str = "", *, most: int = 160, key: str = "Tab") -> None:
        """Tab until the focus has this name; never round and round."""
        passed = []
        for _ in range(most):
            here = self.heard()
            if fits(name, here[1]) and role in ("", here[0]):
                return
            passed.append(here)
            self.press(key)
        raise AssertionError(f"{name} cannot be reached by {key}; passed {passed}")

    def next(self, name: Name, role: str = "", **how: int) -> None:
        """As `reach`, but not where the focus is already."""
        self.press("Tab")
        self.reach(name, role, **how)

    def enter(self, name: Name, role: str = "") -> None:
        """Reach a link or button and press Enter."""
        self.reach(name, role)
        self.press("Enter")

    def go(self, name: Name, role: str = "") -> None:
        """Reach a link or button that leads to another page, and press Enter."""
        self.reach(name, role)
        self.leave("Enter")

    def leave(self, key: str) -> None:
        """Press a key that leads to another page, and wait for it."""
        self.page.evaluate("document.documentElement.dataset.left = ''")
        self.press(key)
        expect(self.page.locator("html:not([data-left]) main")).to_be_attached()
        self.page.wait_for_load_state()

    def write(self, name: Name, text: str) -> None:
        """Reach a field and type; what stood there is replaced."""
        self.reach(name)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, name: Name) -> None:
        """Reach a box and press the space bar."""
        self.reach(name, "checkbox")
        self.press("Space")

    def ticks(self, wanted: list[str]) -> None:
        """Go through the boxes from here and tick what is wanted of "source › name", and nothing else."""
        while self.heard()[0] == "checkbox":
            box = self.page.locator(":focus")
            source = box.locator("xpath=ancestor::fieldset[1]/legend").inner_text()
            if box.is_checked() != (f"{source} › {self.heard()[1]}" in wanted):
                self.press("Space")
            self.press("Tab")

    def choose(self, name: Name, label: str) -> None:
        """Reach a list, open it, type what is wanted and take it."""
        self.reach(name)
        self.press("Alt+ArrowDown")
        self.page.keyboard.type(label)
        self.press("Enter")
        expect(self.page.locator(":focus option:checked")).to_have_text(re.compile(rf"^\s*{re.escape(label)}\s*$"))

    def walk(self, name: Name, label: str) -> None:
        """Reach a list and go down in it to what ends with these words."""
        self.reach(name)
        self.press("Home")
        chosen = self.page.locator(":focus option:checked")
        for _ in range(60):
            if chosen.inner_text().strip().endswith(label):
                return
            self.press("ArrowDown")
        raise AssertionError(f"{label} is not in {name}")

    def pick(self, name: Name, source: str) -> None:
        """Reach a list with a tree, search in it and take "source › name"."""
        self.reach(name)
        self.press("ArrowDown")
        self.reach("Find a value", "combobox", most=1)
        self.page.keyboard.type(source.replace("›", ""))
        at = self.page.locator(".tree .is-at .tree-name")
        for _ in range(20):
            if source.endswith(at.inner_text()):
                break
            self.press("ArrowDown")
        self.press("Enter")
        expect(self.page.locator(":focus .picker-words")).to_have_text(source)

    def given(self, label: str, source: str) -> None:
        """Where a value comes from, unless that stands there already; "=…" is a value of one's own."""
        told = f"Where “{label}” comes from:"
        self.reach(re.compile(f"^{re.escape(told)}"), "button")
        if self.heard()[1].removeprefix(told).strip() == source:
            return
        if not source.startswith("="):
            return self.pick(re.compile(f"^{re.escape(told)}"), source)
        self.pick(re.compile(f"^{re.escape(told)}"), "A fixed value")
        self.write(re.compile(f"^{re.escape(label)}"), source[1:])

    def add(self, name: str) -> None:
        """Add a row; the keyboard is in it then."""
        self.enter(name)
        expect(self.page.locator("input:focus, textarea:focus, select:focus, .picker:focus")).to_be_attached()

    # -- in the outline --------------------------------------------------------------------------------------------

    def line(self, name: Name) -> None:
        """Go to the line with this name by the arrows: downwards from here, else from the top."""
        if not self.page.locator("[data-outline] :focus").count():
            self.into("What starts it")
        if not self.further_down(name):
            self.press(*["ArrowUp"] * self.page.locator("[data-line]").count())
            assert self.further_down(name), f"no line is called {name}"

    def further_down(self, name: Name) -> bool:
        """Go down to a line with this name, if there is one."""
        last = None
        while last != (here := self.page.evaluate("document.activeElement.href")):
            if fits(name, self.heard()[1]):
                return True
            last = here
            self.press("ArrowDown")
        return False

    def open(self, name: Name) -> None:
        """Open the form of a line."""
        self.line(name)
        self.go(name)

    def add_after(self, name: Name, job: str) -> None:
        """Add a step after a line: its job is asked for first."""
        self.line(name)
        self.leave("a")
        self.job(job)

    def job(self, job: str) -> None:
        """What should happen there."""
        self.into(re.compile(f"^{job}"))
        self.leave("Enter")

    def into(self, name: Name) -> None:
        """Past what every page has, to its own content, and on to this."""
        if self.heard()[1] == "":
            self.press("Tab")
            if self.heard()[1] == "Skip to content":
                self.press("Enter")
        self.reach(name)


def fits(name: Name, said: str) -> bool:
    """Whether what is heard is what is looked for."""
    return said == name if isinstance(name, str) else bool(name.search(said))
