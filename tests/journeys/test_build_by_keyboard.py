"""Ben builds the support desk once more in the outline, by keyboard alone: it is the one he drew with the mouse."""

import re

from playwright.sync_api import expect

from tests.journeys import support_desk as desk
from tests.journeys.documents import TEAM, equal_to_the_demo
from tests.journeys.keyboard import Keyboard

NAME = "Support desk three"


def begin(ben: Keyboard, name: str) -> None:
    """From the list of workflows to the outline of a new one."""
    ben.go(re.compile("^New workflow"))
    ben.write("Name", name)
    ben.go("Make it and add steps")


def say_what_starts_it(ben: Keyboard) -> None:
    ben.open("What starts it")
    for name, kind, about in desk.ASKED:
        ben.add("Add a field")
        ben.write("Name", name)
        ben.choose("Type", kind)
        ben.write("Help", about)
        ben.enter("Rules and privacy")
        ben.tick(re.compile("^Personal"))
    ben.go("Save")


def fill(ben: Keyboard, name: str, *, save: str = "Add step") -> None:
    """Name the step whose form is open, say where its values come from, and save it."""
    ben.write(re.compile("^Name of the step"), name)
    for label, source in desk.GIVEN.get(name, {}).items():
        ben.given(label, source)
    ben.go(save)


def work(ben: Keyboard, line: str, job: str, who: str, name: str) -> None:
    """After a line of the outline: a step that an agent, rules or an action does."""
    ben.add_after(line, job)
    ben.choose(re.compile("^(Agent|What to do)$"), who)
    fill(ben, name)


def read_and_look_up_at_once(ben: Keyboard) -> None:
    ben.add_after("What starts it", "Do things at the same time")
    fill(ben, "Read and look up at once")
    work(ben, "Part A", "Ask an agent", "Triage", "Triage")
    work(ben, "Part B", "Do something in a system", desk.CUSTOMER, desk.CUSTOMER)
    ben.open("Bring parts together")
    fill(ben, "Both are there", save="Save step")


def choose(ben: Keyboard, line: str, name: str, field: str, *, without: tuple[str, ...]) -> None:
    """A choice by what a field says, after a line of the outline; its paths are called as they should be."""
    ben.add_after(line, "Choose a path")
    ben.write(re.compile("^Name of the step"), name)
    ben.reach(f"Field: {field}", "button")
    for value in without:
        ben.tick(value)
    ben.go("Add step")


def call(ben: Keyboard, path: str, name: str) -> None:
    """Give a path its name."""
    ben.open(path)
    ben.write(re.compile("^Name"), name)
    ben.go("Save")


def a_person_decides_the_rest(ben: Keyboard) -> None:
    ben.add_after("Otherwise", "Have a person decide")
    ben.write("Name", "A person decides")
    ben.write(re.compile("^What the person should know"), desk.DECIDES)
    ben.next("Message", "checkbox")
    ben.ticks(desk.DECIDES_BY)
    ben.add("Add a field")
    ben.write("Name", "What is done")
    ben.choose("Type", "Choice")
    for label, meaning in desk.CHOICES:
        ben.add("Add a choice")
        ben.write("Name", label)
        ben.write(re.compile("^What it means"), meaning)
    ben.go("Add step")
    choose(ben, "A person decides", "What was decided?", "A person decides › What is done", without=("Ticket opened",))


def the_paths_meet(ben: Keyboard) -> None:
    """All of it is reviewed; what the person decided leads to the same three steps."""
    ben.line("How it ends")
    ben.reach("After the paths of “What do the rules say?” have come together: add a step", key="Shift+Tab")
    ben.leave("Enter")
    ben.job("Ask an agent")
    ben.choose("Agent", desk.REVIEW)
    fill(ben, desk.REVIEW)
    ben.line("Fee refunded")
    lead(ben, "Otherwise", "Open a ticket")
    for says, name in list(desk.PATHS.items())[:2]:
        ben.line(says)
        lead(ben, says, name, called=name)


def lead(ben: Keyboard, path: str, name: str, *, called: str = "") -> None:
    """Lead a path further down to a step that is there, and give it its name."""
    ben.reach(path, key="ArrowDown")
    ben.leave("Enter")
    if called:
        ben.write(re.compile("^Name"), called)
    ben.walk("Then", name)
    ben.go("Save")


def somebody_cares_and_a_reply_goes_out(ben: Keyboard) -> None:
    ben.add_after(desk.REVIEW, "Have a person decide")
    ben.write("Name", desk.CARE)
    ben.write(re.compile("^What the person should know"), desk.CARES)
    ben.next("Message", "checkbox")
    ben.ticks(desk.CARES_BY)
    ben.add("Add a field")
    ben.write("Name", "A personal line")
    ben.choose("Type", "Long text")
    ben.enter("Rules and privacy")
    ben.tick("Must be filled in")
    ben.add("Add a row")
    ben.pick(re.compile("^Field:"), f"{desk.REVIEW} › Needs special care")
    ben.choose("Comparison", "is yes")
    ben.go("Add step")
    work(ben, desk.CARE, "Ask an agent", "Reply", "Reply")


def it_ends(ben: Keyboard) -> None:
    ben.open("How it ends")
    ben.walk("Where the word comes from", "What is done")
    ben.write("Word", "Handled")
    ben.next("Message", "checkbox")
    ben.ticks(desk.RESULTS)
    ben.go("Save")


def test_ben_builds_the_support_desk_by_keyboard(sign_in):
    page = sign_in("ben")
    page.goto(f"{TEAM}/workflows/")
    ben = Keyboard(page)
    begin(ben, NAME)
    say_what_starts_it(ben)
    read_and_look_up_at_once(ben)
    work(ben, "Both are there", "Check rules", "Request rules", desk.RULES)
    choose(ben, desk.RULES, "What do the rules say?", f"{desk.RULES} › What is done", without=("Decided by a person",))
    for says, name in desk.PATHS.items():
        call(ben, says, name)
    for name, tool in desk.TOOLS.items():
        work(ben, name, "Do something in a system", tool, name)
    a_person_decides_the_rest(ben)
    the_paths_meet(ben)
    somebody_cares_and_a_reply_goes_out(ben)
    it_ends(ben)
    expect(page.get_by_role("heading", name=re.compile("problem"))).to_have_count(0)
    equal_to_the_demo(page, "support-desk-three")
