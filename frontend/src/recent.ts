/** The things a person opened lately, kept in their browser and forgotten when they sign out. */
import { one } from "./dom";

export interface Opened {
  href: string;
  label: string;
  icon: string;
}

const MOST = 6;
const key = `steward-recent-${document.body.dataset.person ?? ""}`;

export function opened(): Opened[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? (kept as Opened[]).filter((each) => each.href?.startsWith("/")) : [];
  } catch {
    return []; // storage is switched off, or holds what another version wrote
  }
}

/** A page about one thing has a way back to its list; lists are in the rail anyway. */
function keepThisPage(): void {
  const label = document.title.replace(/ · Steward$/, "");
  if (!document.body.dataset.person || !one(".head-crumbs a") || !label) return;
  const icon = one('.rail-places [aria-current="page"] .ti')?.className.replace(/^ti /, "") ?? "ti-file";
  const here = { href: location.pathname, label, icon };
  const others = opened().filter((each) => each.href !== here.href && each.label !== label);
  try {
    localStorage.setItem(key, JSON.stringify([here, ...others].slice(0, MOST + 1)));
  } catch {
    return; // nothing is remembered then
  }
}

document.addEventListener("submit", (event) => {
  if ((event.target as HTMLFormElement).matches("[data-signs-out]")) localStorage.removeItem(key);
});
keepThisPage();
