"""A person at the canvas with a mouse; every click, drag and field they fill in is counted."""

import re

from playwright.sync_api import Locator, Page, expect


class Mouse:
    """What one does with a mouse, and how often one did something."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.inputs: list[str] = []
        self.begun = 0  # how many there were when the form was opened

    @property
    def form(self) -> Locator:
        """The form beside the canvas."""
        return self.page.get_by_role("complementary", name="Form of the chosen step")

    def click(self, thing: Locator) -> None:
        """One click."""
        self.inputs.append(f"click {thing}")
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        """Click into a field and type; what stood there is replaced."""
        self.inputs.append(f"write {text}")
        field.fill(text)

    def choose(self, field: Locator, label: str) -> None:
        """Open a list and choose from it, by its words with or without a number before them: two clicks."""
        self.inputs += [f"open {field}", f"choose {label}"]
        group, _of, name = label.rpartition(" › ")
        place = field.locator(f"optgroup[label='{group}']") if group else field
        option = place.locator("option").filter(has_text=re.compile(rf"(^|^\S+ ){re.escape(name)}\s*$"))
        field.select_option(value=option.first.get_attribute("value"))

    def drag(self, thing: Locator, to: Locator, *, at: tuple[float, float] = (0.5, 0.5)) -> None:
        """Press on one thing, let go over another (`at`: where on it, in shares of its width and height)."""
        self.inputs.append(f"drag {thing}")
        thing.hover()
        self.page.mouse.down()
        box = to.bounding_box()
        assert box
        x, y = box["x"] + box["width"] * at[0], box["y"] + box["height"] * at[1]
        self.page.mouse.move(x, y - 12, steps=6)
        self.page.mouse.move(x, y, steps=3)
        self.page.mouse.up()

    # -- on the canvas ---------------------------------------------------------------------------------------------

    def card(self, name: str) -> Locator:
        """A step, the start or the end, as drawn."""
        words = re.compile(rf"^{re.escape(name)}$")
        named = self.page.locator(".part-name, .turn-name").get_by_text(words)
        return self.page.locator(".react-flow__node", has=named)

    def path(self, words: str, source: str = "") -> Locator:
        """The words on a path (out of this step), with its buttons."""
        told = re.compile(f"^Path from “{re.escape(source)}.*: {re.escape(words)}$")
        return self.page.locator(".pill", has=self.page.get_by_role("button", name=told))

    def way(self, source: str, target: str) -> Locator:
        """The lines from one step to another."""
        return self.page.get_by_label(re.compile(f"^from “{re.escape(source)}” to “{re.escape(target)}”"))

    def plus(self, where: str | Locator) -> Locator:
        """The "+" with these words, or the one on a path."""
        if isinstance(where, str):
            return self.page.get_by_role("button", name=f"Add a step {where}", exact=True)
        return where.get_by_role("button", name=re.compile("^Add a step"))

    def job(self, job: str, who: str = "") -> None:
        """In the list that asks what should happen: the job, and who does it."""
        self.click(self.page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{job}")))
        self.who(who)

    def palette_job(self, job: str) -> Locator:
        """A job of the palette."""
        return self.page.get_by_role("navigation", name="Jobs to add").get_by_role("button", name=job, exact=True)

    def palette(self, job: str, who: str = "") -> None:
        """Add a job after what is picked."""
        self.click(self.palette_job(job))
        self.who(who)

    def who(self, who: str) -> None:
        """Which agent or action does it."""
        if who:
            self.click(self.page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{who}")))

    def open(self, name: str, title: str = "") -> None:
        """Open the form of a step by a click on its card."""
        self.click(self.card(name))
        self.titled(title or name)

    def titled(self, title: str) -> None:
        """The form beside the canvas is that of this step."""
        expect(self.form.get_by_role("heading", name=title, level=2, exact=True)).to_be_visible()
        self.begun = len(self.inputs)

    def see_all(self) -> None:
        """Bring the whole drawing into sight."""
        self.click(self.page.get_by_role("toolbar").get_by_role("button", name="Show all of it"))

    # -- in the form -----------------------------------------------------------------------------------------------

    def given(self, wanted: dict[str, str]) -> None:
        """Where each value comes from, unless that stands there already; "=…" is a value of one's own."""
        for label, source in wanted.items():
            where = self.form.get_by_role("button", name=re.compile(f"^Where “{re.escape(label)}” comes from:"))
            if source.startswith("="):
                self._pick(where, "Not from the run", "A fixed value")
                self.write(self.form.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}")), source[1:])
            elif words(where) != source:
                self._pick(where, *source.split(" › "))

    def _pick(self, button: Locator, source: str, name: str) -> None:
        self.click(button)
        tree = self.page.get_by_role("listbox", name=re.compile("comes from|^Field$"))
        leaf = tree.get_by_role("group", name=source, exact=True).get_by_role("option")
        named = self.page.locator(".tree-name").get_by_text(
            re.compile(rf"^({re.escape(source)} › )?{re.escape(name)}$")
        )
        self.click(leaf.filter(has=named))

    def field(self, source: str, name: str) -> None:
        """The field a condition or a choice asks about."""
        self._pick(self.form.get_by_role("button", name=re.compile("^Field:")), source, name)

    def ticks(self, wanted: list[str]) -> None:
        """Tick what is wanted of "source › name", and nothing else."""
        boxes = self.form.get_by_role("group").filter(has=self.page.locator("> label.check"))
        for group in boxes.all():
            source = group.locator("> legend").inner_text()
            for box in group.get_by_role("checkbox").all():
                name = box.locator("xpath=..").inner_text().strip()
                if box.is_checked() != (f"{source} › {name}" in wanted):
                    self.click(box)

    def saved(self) -> None:
        """Wait as one who looks at the word "Saved" before going on, where something was changed."""
        if len(self.inputs) > self.begun:
            expect(self.form.locator("[data-saved=saved]")).to_be_visible()


def words(picker: Locator) -> str:
    """What a list with a tree shows as chosen."""
    expect(picker).to_be_visible()
    return (picker.locator(".picker-words").text_content() or "").strip()
