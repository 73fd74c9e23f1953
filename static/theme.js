/* Runs before the first paint so that no page flashes in the wrong theme; frontend/src/theme.ts does the rest. */
(function (root) {
  "use strict";
  var theme = null, rail = null;
  try {
    theme = localStorage.getItem("steward-theme");
    rail = localStorage.getItem("steward-rail");
  } catch (refused) { /* storage is switched off: the system's theme and the wide rail */ }
  if (theme !== "light" && theme !== "dark") theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.bsTheme = theme;
  if (rail) root.dataset.rail = rail;
})(document.documentElement);
