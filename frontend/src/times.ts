/** <time datetime data-relative>: "2 minutes ago", kept true while the page is open; the exact time is its title. */
import { all } from "./dom";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];
const language = document.documentElement.lang || "en";
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });

function words(seconds: number): string {
  if (Math.abs(seconds) < 10) return relative.format(0, "second");
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

export function tell(root: ParentNode = document): void {
  for (const place of all<HTMLTimeElement>("time[data-relative]", root)) {
    const at = new Date(place.dateTime);
    place.textContent = words((at.getTime() - Date.now()) / 1000);
    place.title ||= exact.format(at);
  }
}

document.addEventListener("htmx:load", (event) => tell((event.target as HTMLElement).parentElement ?? document));
setInterval(tell, 15_000);
tell();
