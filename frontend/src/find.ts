/** Ctrl-K: the field keeps the keyboard, the arrows move through one list of what was found, Enter goes there. */
import { all, isVisible, meant, one } from "./dom";
import { fill, ngettext } from "./language";
import { narrow } from "./narrow";
import { opened } from "./recent";

const dialog = one<HTMLDialogElement>("#find");
const field = one<HTMLInputElement>("#find-words");
const recent = one("#find-recent");
const apple = /Mac|iPhone|iPad/.test(navigator.platform);

function options(): HTMLAnchorElement[] {
  return all<HTMLAnchorElement>("#find-list [role=option]").filter(isVisible);
}

function choose(wanted: HTMLAnchorElement | undefined): void {
  for (const [number, option] of all("#find-list [role=option]").entries()) {
    option.id ||= `find-option-${number}-${Math.random().toString(36).slice(2, 8)}`;
    option.setAttribute("aria-selected", String(option === wanted));
  }
  if (wanted) field?.setAttribute("aria-activedescendant", wanted.id);
  else field?.removeAttribute("aria-activedescendant");
  wanted?.scrollIntoView({ block: "nearest" });
}

function chosen(): HTMLAnchorElement | undefined {
  return options().find((option) => option.getAttribute("aria-selected") === "true");
}

/** What is in the page already is narrowed at once; the rest comes from the server a moment later. */
function show(): void {
  for (const group of all("#find-recent, #find-places")) {
    group.hidden = !narrow(all("[role=option]", group), field?.value ?? "");
  }
  const lately = new Set(all<HTMLAnchorElement>("#find-recent [role=option]").filter(isVisible).map((each) => each.href));
  for (const option of all<HTMLAnchorElement>("#found [role=option]")) option.hidden = lately.has(option.href);
  for (const group of all("#found > [role=group]")) group.hidden = !all("[role=option]:not([hidden])", group).length;
  const shown = options();
  one(".find-none")!.hidden = shown.length > 0;
  one("#find-count")!.textContent = fill(ngettext("%(n)s line", "%(n)s lines", shown.length), { n: shown.length });
  choose(shown[0]);
}

function fillRecent(): void {
  const mould = one<HTMLTemplateElement>("#find-option");
  if (!recent || !mould) return;
  for (const old of all("[role=option]", recent)) old.remove();
  for (const { href, label, icon } of opened().filter((each) => each.href !== location.pathname)) {
    const option = (mould.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLAnchorElement;
    option.href = href;
    one(".place-word", option)!.textContent = label;
    one(".ti", option)!.classList.add(icon);
    recent.append(option);
  }
}

dialog?.addEventListener("opened", () => {
  fillRecent();
  field!.value = "";
  show();
});
field?.addEventListener("input", show);
document.addEventListener("htmx:afterSettle", (event) => (event.target as HTMLElement).id === "found" && show());

field?.addEventListener("keydown", (event) => {
  const shown = options();
  const at = shown.indexOf(chosen()!);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
  if (to !== undefined) choose(shown[event.key.startsWith("Page") ? Math.max(0, Math.min(shown.length - 1, to)) : (to + shown.length) % shown.length]);
  else if (event.key === "Enter") chosen()?.click();
  else return;
  event.preventDefault();
});

// A place on the page that is open already needs no loading: the dialog must not stay above it.
dialog?.addEventListener("click", (event) => meant(event, "[role=option]") && !event.ctrlKey && !event.metaKey && dialog.close());
dialog?.addEventListener("pointermove", (event) => {
  const under = meant<HTMLAnchorElement>(event, "[role=option]");
  if (under && under !== chosen()) choose(under);
});

if (apple) for (const key of all("[data-mod]")) key.textContent = "⌘";
