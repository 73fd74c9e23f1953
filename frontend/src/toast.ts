/** Short messages that slide in: the server's own (rendered in the page) and those a script has to say. */
import { all, meant, one } from "./dom";

const STAY = 7000;

export type Level = "success" | "info" | "warning" | "error";

function fade(note: HTMLElement): void {
  const seconds = Number(note.dataset.seconds ?? 0);
  if (note.dataset.level === "error" || note.dataset.level === "warning") return;
  let timer = setTimeout(() => note.remove(), seconds * 1000 || STAY);
  const wait = () => clearTimeout(timer);
  const resume = () => {
    wait();
    timer = setTimeout(() => note.remove(), STAY / 2);
  };
  note.addEventListener("pointerenter", wait);
  note.addEventListener("focusin", wait);
  note.addEventListener("pointerleave", resume);
  note.addEventListener("focusout", resume);
}

export function toast(text: string, level: Level = "info"): void {
  const mould = one<HTMLTemplateElement>("#toast");
  const place = one("#toasts");
  if (!mould || !place || !text) return;
  const same = all(".note-text", place).some((note) => note.textContent === text);
  if (same) return;
  const note = (mould.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  note.dataset.level = level;
  note.classList.add(`is-${level}`);
  one(".note-text", note)!.textContent = text;
  place.append(note);
  fade(note);
}

/** The server may send the header HX-Trigger: {"toast": {"text": "…", "level": "success"}}. */
document.addEventListener("toast", (event) => {
  const { text, level } = (event as CustomEvent<{ text: string; level?: Level }>).detail;
  toast(text, level);
});
document.addEventListener("htmx:oobAfterSwap", () => all("#toasts > [data-fresh]").forEach(start));
document.addEventListener("click", (event) => meant(event, "[data-dismiss]") && meant(event, ".note")?.remove());

function start(note: HTMLElement): void {
  note.removeAttribute("data-fresh");
  fade(note);
}
all("#toasts > [data-fresh]").forEach(start);
