/** What every page loads: the look, htmx, and the small behaviours the server's HTML asks for by attribute. */
import "@fontsource-variable/inter/wght.css";
import "@tabler/icons-webfont/dist/tabler-icons-300.min.css";
import "./style.css";

import htmx from "htmx.org";

import "./answers";
import "./autosave";
import "./chips";
import "./compared";
import "./confirm"; // before busy: what is not yet agreed to is not yet sent
import "./reach"; // where nobody answers, nothing is sent
import "./busy";
import "./dialogs";
import "./documents";
import "./find";
import "./keep";
import "./keys";
import "./live";
import "./menus";
import "./narrow";
import "./outline";
import "./panel";
import "./parts";
import "./picker";
import "./recent";
import "./sort";
import "./theme";
import "./times";
import "./toast";
import "./unfold";
import "./views";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

window.htmx = htmx;
