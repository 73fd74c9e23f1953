/** <table data-sorts>: a click on a head sorts the rows by that column; data-sort on a cell says by what. */
import { all, meant, one } from "./dom";
import { language } from "./language";

const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

function text(row: HTMLTableRowElement, column: number): string {
  const cell = row.cells[column];
  const time = cell && one<HTMLTimeElement>("time[datetime]", cell);
  return cell?.dataset.sort ?? time?.dateTime ?? cell?.textContent?.trim() ?? "";
}

function sort(head: HTMLTableCellElement): void {
  const body = head.closest("table")?.tBodies[0];
  if (!body) return;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement!.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...body.rows].sort((a, b) => order.compare(text(a, head.cellIndex), text(b, head.cellIndex)));
  body.append(...(down ? rows.reverse() : rows));
}

/** Heads become buttons only where a script can sort: without one they promise nothing. */
function offer(root: ParentNode): void {
  for (const head of all<HTMLTableCellElement>("table[data-sorts] thead th", root)) {
    if (!head.textContent?.trim() || "plain" in head.dataset || one("button, a", head)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort-button";
    button.append(...head.childNodes);
    head.append(button);
  }
}

document.addEventListener("click", (event) => {
  const button = meant(event, ".sort-button");
  if (button) sort(button.closest("th")!);
});
document.addEventListener("htmx:load", (event) => offer(event.target as HTMLElement));
offer(document);
