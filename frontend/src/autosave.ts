/** <form data-autosave> is saved by itself a moment after a change; a place with data-saved says how that stands. */
import htmx from "htmx.org";

import { FORM, isBusy } from "./documents";
import { all, isTyping, meant, one } from "./dom";
import { gettext } from "./language";
import { isSessionOver } from "./reach";

const SOON = 400; // after a choice, or when a field is left
const WRITING = 1500; // after the last letter
const PATIENCE = [2000, 5000, 10_000, 30_000];

interface Saving {
  timer?: number;
  changed: boolean; // since it was last sent
  writing: boolean; // the change is letters of a field not yet left
  under: boolean; // this module's request is on its way
  failures: number;
}

const forms = new WeakMap<HTMLFormElement, Saving>();

function of(form: HTMLFormElement): Saving {
  let found = forms.get(form);
  if (!found) forms.set(form, (found = { changed: false, writing: false, under: false, failures: 0 }));
  return found;
}

function say(form: HTMLFormElement, state: string, text: string): void {
  const place = one("[data-saved]", form);
  if (!place || (place.dataset.saved === state && place.textContent === text)) return;
  place.dataset.saved = state;
  place.textContent = text;
}

function plan(form: HTMLFormElement, wait: number): void {
  const saving = of(form);
  clearTimeout(saving.timer);
  saving.timer = window.setTimeout(() => save(form), wait);
}

function save(form: HTMLFormElement): void {
  const saving = of(form);
  clearTimeout(saving.timer);
  if (!form.isConnected || !saving.changed) return;
  if (isBusy()) return plan(form, SOON);
  saving.changed = false;
  saving.under = true;
  say(form, "saving", gettext("Saving…"));
  const asked = { source: form, target: form, values: { _autosave: "1" } };
  // What became of it is heard below, with that of the other requests.
  htmx.ajax("post", form.getAttribute("action") || location.href, asked).catch(() => undefined);
}

function touched(event: Event, wait: number): void {
  const form = meant<HTMLFormElement>(event, "form[data-autosave]");
  if (!form || !(event.target as HTMLInputElement).name) return;
  const saving = of(form);
  saving.changed = true;
  saving.writing = wait === WRITING;
  if (!saving.under) say(form, "changed", "");
  plan(form, wait);
}

document.addEventListener("input", (event) => touched(event, isTyping(event.target as Element) ? WRITING : SOON));
document.addEventListener("change", (event) => touched(event, SOON));

// A button that only has the focus was not pressed: what saves by itself does not act for it.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = (event as CustomEvent<{ parameters: Record<string, string> }>).detail;
  if (parameters._autosave) delete parameters._do;
});

// Enter in a field asks to save; a button with a name of its own means something else.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (!("autosave" in form.dataset) || button?.name || button?.hasAttribute("formaction")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Object.assign(of(form), { changed: true, writing: false });
    save(form);
  },
  true,
);

interface Answer {
  target: HTMLFormElement;
  xhr: XMLHttpRequest;
  elt: HTMLElement;
  shouldSwap: boolean;
}

// Nothing is marked as wrong while it is still being written.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = (event as CustomEvent<Answer>).detail;
  const saving = forms.get(answer.target);
  if (!saving?.under || answer.xhr.status !== 422 || !saving.writing) return;
  if (!answer.target.contains(document.activeElement) || !isTyping()) return;
  answer.shouldSwap = false;
  say(answer.target, "changed", gettext("Not finished yet"));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { target, xhr, elt } = (event as CustomEvent<Answer>).detail;
  if (!target.matches(`${FORM}[data-autosave]`)) return;
  const saving = of(target);
  if (!saving.under) {
    if (elt instanceof HTMLButtonElement) changedByRow(target);
    return;
  }
  saving.under = false;
  if (xhr.status === 0 || xhr.status >= 500 || isSessionOver(xhr)) return again(target, saving, isSessionOver(xhr));
  saving.failures = 0;
  if (xhr.status >= 400 && xhr.status !== 422) say(target, "wrong", gettext("Not saved"));
  else if (saving.changed) plan(target, saving.writing ? WRITING : SOON);
});

function changedByRow(form: HTMLFormElement): void {
  Object.assign(of(form), { changed: true, writing: false });
  plan(form, SOON);
}

function again(form: HTMLFormElement, saving: Saving, isSignedOut: boolean): void {
  if (isSignedOut) say(form, "lost", gettext("Not saved yet: you are signed out. Sign in again in another tab."));
  else say(form, "lost", gettext("Not saved yet: Steward cannot be reached. Trying again…"));
  saving.changed = true;
  plan(form, PATIENCE[Math.min(saving.failures, PATIENCE.length - 1)]!);
  saving.failures += 1;
}

function unsaved(root: ParentNode = document): HTMLFormElement[] {
  return all<HTMLFormElement>("form[data-autosave]", root).filter((form) => forms.get(form)?.changed);
}

/** The last way out: sent without waiting for an answer, as the page or the part goes. */
function sendAway(form: HTMLFormElement): void {
  const body = new FormData(form);
  body.append("_autosave", "1");
  if (navigator.sendBeacon(form.getAttribute("action") || location.href, body)) of(form).changed = false;
}

/** What is about to leave the page goes out first. */
export function sendUnsaved(root: ParentNode = document): void {
  unsaved(root).forEach(sendAway);
}

window.addEventListener("online", () => unsaved().forEach((form) => plan(form, 0)));
window.addEventListener("pagehide", () => sendUnsaved());
document.addEventListener("visibilitychange", () => document.hidden && unsaved().forEach((form) => plan(form, 0)));
window.addEventListener("beforeunload", (event) => unsaved().some((form) => of(form).failures) && event.preventDefault());
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, shouldSwap } = (event as CustomEvent<Answer>).detail;
  if (shouldSwap && !target.matches(FORM)) sendUnsaved(target);
});
