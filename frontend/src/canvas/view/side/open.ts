/** The form of a step beside the canvas: the outline's own, asked for by htmx, saved by itself. */
import { sendUnsaved } from "../../../autosave";
import { gettext } from "../../../language";
import type { Session } from "../desk";

const PLACE = "#inspector";

let shown = ""; // the address of the form that stands there
let failed = ""; // and the address nobody answered at
let wantsFocus = false;
let comesFrom: HTMLElement | null = null;

export interface Opening {
  focus: boolean;
  href?: string;
}

export function openForm(session: Session, key: string, { focus, href = "" }: Opening): void {
  if (!key && !href) return;
  comesFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  wantsFocus = focus;
  if (session.desk.get().opened === key && focus && !href && shown) focusForm();
  if (session.desk.get().opened === key && failed) void load(failed);
  session.desk.set({ opened: key || " ", href });
}

/** The address with the word that asks for the form alone. */
function asPart(href: string): string {
  const address = new URL(href, location.href);
  address.searchParams.set("inspector", "1");
  return `${address.pathname}${address.search}`;
}

export async function load(href: string): Promise<void> {
  const address = asPart(href);
  const place = document.querySelector<HTMLElement>(PLACE);
  if (!place) return;
  const isOther = shown !== address;
  place.inert = isOther; // nobody shall write into the form of another step while this one comes
  shown = address;
  place.setAttribute("aria-busy", "true");
  const isThere = await window.htmx.ajax("get", address, { target: place, swap: "innerHTML" }).then(() => true, () => false);
  if (shown !== address) return;
  place.removeAttribute("aria-busy");
  place.inert = false;
  if (!isThere && isOther) place.replaceChildren();
  failed = isThere || place.childElementCount ? "" : href;
  if (!place.childElementCount) place.textContent = gettext("This form could not be opened. Pick the step again to try once more.");
  const part = new URL(href, location.href).hash;
  if (part) document.getElementById(part.slice(1))?.scrollIntoView({ block: "center" });
  if (wantsFocus) focusForm(part);
}

/** The form that could not be asked for comes when the line is back. */
window.addEventListener("online", () => failed && void load(failed));

export function empty(): void {
  [shown, failed] = ["", ""];
  const place = document.querySelector<HTMLElement>(PLACE);
  if (!place) return;
  sendUnsaved(place); // who closes it has just left a field
  place.inert = false;
  place.replaceChildren();
}

export function isWriting(): boolean {
  // A list of values stands above the page, but belongs to the form it was opened from.
  return Boolean(document.activeElement?.closest(`${PLACE}, .tree`));
}

function focusForm(part = ""): void {
  wantsFocus = false;
  const place = document.querySelector<HTMLElement>(PLACE);
  const wanted = part ? document.getElementById(part.slice(1)) : null;
  const field = (wanted?.matches("input, select, textarea, button") ? wanted : wanted?.querySelector<HTMLElement>("input, select, textarea, button")) ?? null;
  (field ?? place?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea") ?? place)?.focus();
}

/** Back from the form to where one came from: the card of its step. */
export function backToCard(key: string): void {
  const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(key)}"]`);
  (card ?? comesFrom)?.focus({ preventScroll: true });
}
