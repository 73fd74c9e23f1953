"""The tutorial as a test reads it: what its numbered steps ask for, and a reader who does it in a browser."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.journeys.mouse import Mouse

BOLD, CODE = r"\*\*([^*]+)\*\*", r"`([^`]+)`"

# What a step may ask for, in words; in brackets what is named. The first that fits is meant.
VERBS = {
    "sign_in": rf"sign in as {CODE} with the password {CODE}",
    "go_back": r"go back to the (first) window",
    "add_below": rf"press the “\+” below {BOLD}",
    "add_on_path": rf"press the “\+” on the path {BOLD}",
    "write": rf"type {CODE} into {BOLD}",
    "choose_in": rf"choose {BOLD} in {BOLD}",
    "press": rf"(?:press|open|choose) {BOLD}",
    "untick": rf"untick {BOLD}",
    "tick": rf"tick {BOLD}",
    "pick": rf"pick {BOLD} as {BOLD}",
    "see": rf"wait until you see {BOLD}",
}
STEP = re.compile(r"^\d+\. (.*(?:\n {3,}.*)*)", re.MULTILINE)
SENTENCE = re.compile(r"(?<=[.:])\s+(?=[A-Z])")
MARKED = re.compile(f"{BOLD}|{CODE}")
SCREEN = {"width": 1440, "height": 900}  # a laptop's
RAN = "`make run`"  # what was done before


class Act(NamedTuple):
    """One thing to do, with what it names, and the sentence that asks for it."""

    verb: str
    named: tuple[str, ...]
    sentence: str


def acts_of(page: Path) -> Iterator[Act]:
    """Everything the numbered steps of a page ask for, in order; nothing marked may be left over."""
    for number, step in enumerate(STEP.findall(page.read_text(encoding="utf-8")), 1):
        for sentence in SENTENCE.split(" ".join(step.split()).replace(RAN, "")):
            acts, where = list(_acts(sentence)), f"{number}. {sentence}"
            named = [each for act in acts for each in act.named if each != "first"]
            marked = [bold or code for bold, code in MARKED.findall(sentence)]
            assert named == marked, f"No verb known for {set(marked) - set(named)}: {where}"
            yield from (act._replace(sentence=where) for act in acts)


def _acts(sentence: str) -> Iterator[Act]:
    names = list(VERBS)
    pattern = "|".join(f"(?P<{name}>{verb})" for name, verb in VERBS.items())
    for found in re.finditer(pattern, sentence, re.IGNORECASE):
        verb = next(name for name in names if found[name])
        again = re.fullmatch(VERBS[verb], found[0], re.IGNORECASE)
        assert again
        yield Act(verb, again.groups(), sentence)


class Reader:
    """Somebody who does what the page says; each person has a window of their own."""

    def __init__(self, sign_in: Callable[..., Page]) -> None:
        self.enter = sign_in
        self.windows: list[Page] = []
        self.page: Page

    def do(self, act: Act) -> None:
        """Do it, or say which sentence did not work."""
        try:
            getattr(self, act.verb)(*act.named)
        except Exception as problem:
            shown = self.page.locator("body").aria_snapshot() if self.windows else ""
            raise AssertionError(f"This did not work: {act.sentence}\n{problem}\n{shown}") from problem

    def sign_in(self, address: str, _password: str) -> None:
        self.page = self.enter(address.partition("@")[0], viewport=SCREEN)
        self.windows.append(self.page)

    def go_back(self, _which: str) -> None:
        self.page = self.windows[0]

    def add_below(self, card: str) -> None:
        self._add(Mouse(self.page).plus(f"after “{card}”"))

    def add_on_path(self, path: str) -> None:
        mouse = Mouse(self.page)
        self._add(mouse.plus(mouse.path(path)))

    def _add(self, plus: Locator) -> None:
        plus.click()
        expect(self.page.get_by_role("dialog", name="What should happen here?")).to_be_visible()

    def press(self, name: str) -> None:
        """A button or link with this name, or a card of the drawing."""
        self._found(name, "button", "link", card=True).click()
        expect(self.page.locator(".htmx-request, [aria-busy=true]")).to_have_count(0)

    def tick(self, name: str) -> None:
        self._found(name, "checkbox").check()

    def untick(self, name: str) -> None:
        self._found(name, "checkbox").uncheck()

    def write(self, text: str, field: str) -> None:
        self._found(field, "textbox").fill(text)

    def choose_in(self, wanted: str, field: str) -> None:
        self._found(field, "combobox").select_option(label=wanted)

    def pick(self, wanted: str, field: str) -> None:
        source, _of, name = wanted.partition(" › ")
        mouse = Mouse(self.page)
        button = mouse.form.get_by_role("button", name=re.compile(f"^{re.escape(field)}:"))
        expect(button).to_be_visible()
        mouse.field(source, name)

    def see(self, words: str) -> None:
        said = self.page.get_by_text(words, exact=True).filter(visible=True)
        expect(said.first).to_be_visible()

    def _found(self, name: str, *roles: str, card: bool = False) -> Locator:
        """The thing called so, where a reader looks first: in a dialog, the panel beside, then on the page."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for thing in self._candidates(name, roles, card=card):
                if thing.count():
                    return thing.last
            self.page.wait_for_timeout(50)
        raise AssertionError(f"There is no {' or '.join(roles)} “{name}”.")

    def _candidates(self, name: str, roles: tuple[str, ...], *, card: bool) -> Iterator[Locator]:
        said = re.escape(name)
        # The name alone, or with what stands beside it: "optional", or a key, or what a job is for.
        beside = r"\s" if "button" in roles else r"\s+optional$"
        for place in ("dialog[open], [role=dialog]", "aside:not([hidden])", "body"):
            for words in (f"^{said}$", f"^{said}{beside}"):
                for role in roles:
                    found = self.page.locator(place).get_by_role(role, name=re.compile(words))  # type: ignore[arg-type]
                    yield found.filter(visible=True)
                if card and place == "body":
                    yield Mouse(self.page).card(name)
