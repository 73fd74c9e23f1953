/** data-confirm="What will be lost": asks once, in the page's own dialog, before the click or submit goes on. */
import { meant, one } from "./dom";

let agreed: HTMLElement | null = null;

function ask(subject: HTMLElement, goOn: () => void): void {
  const dialog = one<HTMLDialogElement>("#confirm");
  if (!dialog) return goOn();
  one("[data-confirm-text]", dialog)!.textContent = subject.dataset.confirm ?? "";
  const yes = one<HTMLButtonElement>("[data-confirm-yes]", dialog)!;
  yes.textContent = subject.dataset.confirmAction || yes.dataset.word || "";
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && goOn(), { once: true });
  dialog.showModal();
}

function guard(event: Event, subject: HTMLElement, goOn: () => void): void {
  if (agreed === subject) {
    agreed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(subject, () => {
    agreed = subject;
    goOn();
    agreed = null;
  });
}

document.addEventListener(
  "click",
  (event) => {
    const subject = meant(event, "a[data-confirm], button[data-confirm]");
    if (subject) guard(event, subject, () => subject.click());
  },
  true,
);

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.confirm) guard(event, form, () => form.requestSubmit(event.submitter));
  },
  true,
);
