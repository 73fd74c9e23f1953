/** data-part="inputs": asked for again, a moment after something named inputs-… has changed; the rest of the form stays. */
import { all } from "./dom";
import { FORM } from "./documents";
import { isEntry, lay } from "./steady";

const PAUSE = 300;

let timer: number | undefined;
let asking: AbortController | null = null;

function stop(): void {
  clearTimeout(timer);
  asking?.abort();
}

async function ask(form: HTMLFormElement, parts: HTMLElement[]): Promise<void> {
  asking = new AbortController();
  const body = new FormData(form);
  body.append("_do", "refresh");
  const address = form.getAttribute("action") || location.href;
  const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, signal: asking.signal });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const fresh = page.getElementById(part.id);
    if (fresh && part.isConnected) lay(part, fresh);
  }
}

document.addEventListener("input", (event) => {
  const entry = event.target as Element;
  const form = entry.closest<HTMLFormElement>(FORM);
  if (!form || !isEntry(entry) || "autosave" in form.dataset) return; // the answer to saving brings the parts along
  const parts = all("[data-part]", form).filter((part) => entry.name.startsWith(`${part.dataset.part}-`));
  if (!parts.length) return;
  stop();
  // A picture that cannot be had just now is not worth a message: saving says what is wrong.
  timer = window.setTimeout(() => void ask(form, parts).catch(() => undefined), PAUSE);
});

// The answer to a row button or a new type brings every part along.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { target } = (event as CustomEvent).detail as { target: HTMLElement };
  if (target.matches(FORM)) stop();
});
