/** A form that has been sent is not sent twice; after a second its button says what it is doing. */

const SLOW = 1000;
const words = new WeakMap<HTMLButtonElement, Node[]>();

function free(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll<HTMLButtonElement>(".is-busy")) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("is-busy");
    const own = words.get(button);
    if (own) button.replaceChildren(...own);
    words.delete(button);
  }
}

function occupy(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  form.dataset.sent = "";
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  button.classList.add("is-busy");
  setTimeout(() => {
    if (!("sent" in form.dataset) || !button.dataset.busy) return;
    words.set(button, [...button.childNodes]);
    button.textContent = button.dataset.busy;
  }, SLOW);
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog" || form.method === "get" || form.target) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    // After the browser has read the form: a change now would drop the button's own value.
    setTimeout(() => {
      const goesOut = !event.defaultPrevented || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]");
      if (goesOut) occupy(form, button);
    });
  },
  true,
);

document.addEventListener("htmx:afterRequest", (event) => {
  const form = ((event as CustomEvent).detail.elt as HTMLElement).closest("form");
  if (form) free(form);
});

window.addEventListener("pageshow", () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(free));
