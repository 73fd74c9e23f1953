/** <textarea data-chips>: an editor in which the values of a text are chips; the textarea stays the form's control. */
import { all } from "./dom";
import { fill, gettext } from "./language";
import { kept, partsOf, spoken } from "./marks";
import { leafOf } from "./picker";
import { toast } from "./toast";
import { type Branch, icon, type Leaf, make, openTree } from "./tree";

interface Editing {
  area: HTMLTextAreaElement;
  editor: HTMLElement;
  leaves: Map<string, { leaf: Leaf; source: string }>;
  branches: Branch[];
  range: Range | null; // where the caret was when it last was here
  last: string; // what the form was last told
}

const NOTHING = "\u200b"; // after a chip, so that the caret has a place of its own there

const editors = new WeakMap<Element, Editing>();

function branchesOf(area: HTMLTextAreaElement): Branch[] {
  const told = document.getElementById(area.dataset.chips ?? "");
  return all("[data-source]", told ?? document.createElement("div")).map((source) => ({
    name: source.dataset.source ?? "",
    icon: source.dataset.icon,
    leaves: all("[data-path]", source).map((each) => leafOf(each, each.dataset.path ?? "", "")),
  }));
}

function learn(editing: Editing): void {
  editing.branches = branchesOf(editing.area);
  editing.leaves = new Map(editing.branches.flatMap(({ name, leaves }) => leaves.map((leaf) => [leaf.value, { leaf, source: name }])));
}

function chip(editing: Editing, path: string): HTMLElement {
  const found = editing.leaves.get(path);
  const made = make("span", { class: "value-chip", contenteditable: "false", "data-path": path });
  if (!found) {
    made.classList.add("is-gone");
    made.textContent = fill(gettext("%(name)s (not there any more)"), { name: spoken(path) });
    return made;
  }
  const { leaf, source } = found;
  const double = [...editing.leaves.values()].some((other) => other.leaf !== leaf && other.leaf.name === leaf.name);
  made.textContent = double ? `${source} › ${leaf.name}` : leaf.name;
  made.title = [`${source} › ${leaf.name}`, leaf.example].filter(Boolean).join(": ");
  return made;
}

/** Lines of text and chips; a line's end is a <br>, and the last one needs a second to be seen. */
function nodesOf(editing: Editing, text: string): Node[] {
  return partsOf(text).flatMap((part): Node[] => {
    if (typeof part !== "string") return [chip(editing, part.path), document.createTextNode(NOTHING)];
    return part.split("\n").flatMap((line, place) => [...(place ? [make("br")] : []), ...(line ? [document.createTextNode(line)] : [])]);
  });
}

function draw(editing: Editing): void {
  const nodes = nodesOf(editing, editing.area.value);
  if (editing.area.value.endsWith("\n")) nodes.push(make("br"));
  editing.editor.replaceChildren(...nodes);
  editing.last = editing.area.value;
}

function read(node: Node, editing: Editing): string {
  if (node instanceof Text) return kept(node.data.replaceAll(NOTHING, ""), (path) => editing.leaves.has(path));
  if (!(node instanceof HTMLElement)) return [...node.childNodes].map((each) => read(each, editing)).join("");
  if (node.dataset.path) return `{${node.dataset.path}}`;
  if (node.localName === "br") return "\n";
  const inner = [...node.childNodes].map((each) => read(each, editing)).join("");
  return /^(div|p)$/.test(node.localName) && node !== editing.editor && node.previousSibling ? `\n${inner}` : inner;
}

function written(editing: Editing): string {
  return read(editing.editor, editing).replace(/\n$/, "");
}

function keep({ area, editor }: Editing, text: string): void {
  area.value = text;
  editor.classList.toggle("is-empty", !text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function htmlOf(nodes: Node[]): string {
  return make("div", {}, ...nodes).innerHTML;
}

/** Inserted the way typing is, so that the browser can undo it. */
function insert(editing: Editing, text: string): void {
  document.execCommand("insertHTML", false, htmlOf(nodesOf(editing, text)));
  const selection = getSelection()!;
  const at = selection.anchorNode instanceof Element ? selection.anchorNode : selection.anchorNode?.parentElement;
  const within = at?.closest(".value-chip");
  if (within?.nextSibling) selection.collapse(within.nextSibling, 1);
}

function insertChosen(editing: Editing, path: string, instead: number): void {
  editing.editor.focus();
  const selection = getSelection()!;
  if (editing.range) {
    selection.removeAllRanges();
    selection.addRange(editing.range);
  } else {
    selection.selectAllChildren(editing.editor);
    selection.collapseToEnd();
  }
  for (let left = instead; left > 0; left -= 1) selection.modify("extend", "backward", "character");
  insert(editing, `{${path}}`);
}

function ask(editing: Editing, anchor: HTMLElement | DOMRect, within: HTMLElement, instead = 0): void {
  openTree({
    anchor,
    within,
    label: gettext("Insert a value"),
    branches: editing.branches,
    picked: (path) => insertChosen(editing, path, instead),
    closed: (back) => {
      if (!back) return;
      within.focus({ preventScroll: true });
      if (within === editing.editor) restore(editing);
    },
  });
}

function restore({ range }: Editing): void {
  if (!range) return;
  getSelection()!.removeAllRanges();
  getSelection()!.addRange(range);
}

function remember(editing: Editing): void {
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  if (range && editing.editor.contains(range.commonAncestorContainer)) editing.range = range.cloneRange();
}

function typed(editing: Editing, event: InputEvent): void {
  remember(editing);
  keep(editing, written(editing));
  if (event.data !== "{" || event.isComposing || !editing.leaves.size) return;
  const caret = editing.range?.getBoundingClientRect();
  ask(editing, caret?.height ? caret : editing.editor, editing.editor, 1);
}

/** What is pasted or dropped is text and nothing else; a table becomes lines and tabs. */
function take(editing: Editing, data: DataTransfer | null): void {
  const text = (data?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");
  const most = Number(editing.area.dataset.most) || 20_000;
  const room = Math.max(0, most - written(editing).length);
  const known = kept(text.slice(0, room), (path) => editing.leaves.has(path));
  if (text.length > room) toast(fill(gettext("Only the first %(n)s characters fit and were kept."), { n: room }), "warning");
  if (known) insert(editing, known);
}

function copy(editing: Editing, event: ClipboardEvent): void {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return;
  event.preventDefault();
  const parts = partsOf(read(selection.getRangeAt(0).cloneContents(), editing));
  event.clipboardData?.setData("text/plain", parts.map((part) => (typeof part === "string" ? part : `{${part.path}}`)).join(""));
  if (event.type === "cut") document.execCommand("delete");
}

function guard(editing: Editing, event: InputEvent): void {
  if (event.inputType.startsWith("format")) event.preventDefault();
  else if (event.inputType === "insertParagraph") {
    event.preventDefault();
    document.execCommand("insertLineBreak");
  } else if (event.inputType === "insertFromDrop") {
    event.preventDefault();
    take(editing, event.dataTransfer);
  }
}

/** The chip just before the caret, with nothing that can be seen between. */
function chipBefore(): Node | null {
  const selection = getSelection();
  if (!selection?.isCollapsed || !selection.anchorNode) return null;
  const { anchorNode: node, anchorOffset: offset } = selection;
  if (!(node instanceof Text)) return isChip(node.childNodes[offset - 1] ?? null);
  return node.data.slice(0, offset).replaceAll(NOTHING, "") ? null : isChip(node.previousSibling);
}

function isChip(node: Node | null): Node | null {
  if (node instanceof Text && !node.data.replaceAll(NOTHING, "")) return isChip(node.previousSibling);
  return node instanceof HTMLElement && node.dataset.path ? node : null;
}

function erase(event: KeyboardEvent): void {
  const chip = event.key === "Backspace" && !event.altKey && !event.ctrlKey && !event.metaKey && chipBefore();
  if (!chip) return;
  event.preventDefault();
  const selection = getSelection()!;
  const { anchorNode, anchorOffset } = selection;
  selection.setBaseAndExtent(chip.parentNode!, [...chip.parentNode!.childNodes].indexOf(chip as ChildNode), anchorNode!, anchorOffset);
  document.execCommand("delete");
}

function left(editing: Editing): void {
  delete editing.area.dataset.writing;
  if (editing.area.value === editing.last) return;
  const values = partsOf(editing.area.value).filter((part) => typeof part !== "string");
  if (values.length !== all("[data-path]", editing.editor).length) draw(editing); // a marker written by hand becomes a chip
  editing.last = editing.area.value;
  editing.area.dispatchEvent(new Event("change", { bubbles: true }));
}

function listen(editing: Editing): void {
  const { area, editor } = editing;
  editor.addEventListener("beforeinput", (event) => guard(editing, event));
  editor.addEventListener("keydown", erase);
  editor.addEventListener("input", (event) => typed(editing, event as InputEvent));
  editor.addEventListener("paste", (event) => (event.preventDefault(), take(editing, event.clipboardData)));
  editor.addEventListener("copy", (event) => copy(editing, event));
  editor.addEventListener("cut", (event) => copy(editing, event));
  editor.addEventListener("focus", () => (area.dataset.writing = ""));
  editor.addEventListener("blur", () => left(editing));
  area.addEventListener("focus", () => editor.focus());
  area.addEventListener("change", () => area.value !== written(editing) && draw(editing));
  area.addEventListener("laid", () => {
    learn(editing);
    tell(editing);
    if (!("writing" in area.dataset)) draw(editing);
  });
}

/** What is said of the text area is said of the editor. */
function tell({ area, editor }: Editing): void {
  editor.setAttribute("aria-label", area.labels[0]?.textContent?.trim() ?? "");
  editor.classList.toggle("is-wrong", area.getAttribute("aria-invalid") === "true");
  editor.classList.toggle("is-empty", !area.value);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const told = area.getAttribute(name);
    if (told) editor.setAttribute(name, told);
    else editor.removeAttribute(name);
  }
}

function hide(area: HTMLElement): void {
  area.dataset.dressed = "";
  area.classList.add("visually-hidden");
  area.tabIndex = -1;
  area.setAttribute("aria-hidden", "true");
  const told = document.getElementById(area.dataset.chips ?? "");
  if (told) Object.assign(told, { hidden: true }).dataset.dressed = "";
}

function dress(area: HTMLTextAreaElement): void {
  const editor = make("div", {
    class: "chips-editor", contenteditable: "true", role: "textbox", "aria-multiline": "true", dir: "auto", spellcheck: "true",
    "data-lines": area.getAttribute("rows") ?? "4",
  }); // prettier-ignore
  const button = make("button", { type: "button", class: "btn btn-small", "aria-haspopup": "dialog" }, icon("plus"), gettext("Insert a value"));
  const hint = make("span", { class: "help" }, gettext("or type {"));
  const editing: Editing = { area, editor, leaves: new Map(), branches: [], range: null, last: area.value };
  area.after(make("div", { class: "chips-box", "data-made": area.id }, editor, make("div", { class: "chips-tools" }, button, hint)));
  editors.set(editor, editing);
  learn(editing);
  const focused = area === document.activeElement;
  hide(area);
  draw(editing);
  tell(editing);
  listen(editing);
  button.hidden = hint.hidden = !editing.leaves.size;
  button.addEventListener("click", () => ask(editing, button, button));
  if (focused) editor.focus();
}

function dressAll(root: ParentNode): void {
  for (const area of all<HTMLTextAreaElement>("textarea[data-chips]:not([data-dressed])", root)) dress(area);
}

document.addEventListener("selectionchange", () => {
  const editing = document.activeElement && editors.get(document.activeElement);
  if (editing) remember(editing);
});
document.addEventListener("htmx:load", (event) => dressAll(event.target as HTMLElement));
dressAll(document);
