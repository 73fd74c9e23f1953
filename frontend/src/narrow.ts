/** data-narrows="id": what is typed hides the entries of a list that do not have these words. */
import { all, meant } from "./dom";

/** Show the entries that have every word; gives how many there are. */
export function narrow(entries: HTMLElement[], typed: string): number {
  const words = typed.trim().toLocaleLowerCase().split(/\s+/);
  for (const entry of entries) {
    const text = entry.textContent!.toLocaleLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
  }
  return entries.filter((entry) => !entry.hidden).length;
}

document.addEventListener("input", (event) => {
  const field = meant<HTMLInputElement>(event, "input[data-narrows]");
  if (field) narrow(all(`#${CSS.escape(field.dataset.narrows ?? "")} > a`), field.value);
});
