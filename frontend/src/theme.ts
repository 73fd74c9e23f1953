/** Light, dark or the system's; wide or narrow rail. Remembered here, put on <html> by static/theme.js before first paint. */
import { all, meant } from "./dom";

type Choice = "light" | "dark" | "system";

const dark = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Choice {
  const kept = localStorage.getItem("steward-theme");
  return kept === "light" || kept === "dark" ? kept : "system";
}

function show(): void {
  const choice = chosen();
  const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset.bsTheme = theme;
  for (const button of all("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
  }
}

function toggleRail(): void {
  const narrow = document.documentElement.dataset.rail !== "narrow";
  localStorage.setItem("steward-rail", narrow ? "narrow" : "wide");
  document.documentElement.dataset.rail = narrow ? "narrow" : "wide";
  tellRail();
}

function tellRail(): void {
  const narrow = document.documentElement.dataset.rail === "narrow";
  for (const button of all("[data-rail-toggle]")) button.setAttribute("aria-pressed", String(narrow));
}

document.addEventListener("click", (event) => {
  const button = meant(event, "[data-theme-choice]");
  if (button) {
    localStorage.setItem("steward-theme", button.dataset.themeChoice ?? "system");
    show();
  }
  if (meant(event, "[data-rail-toggle]")) toggleRail();
});
dark.addEventListener("change", show);
show();
tellRail();
