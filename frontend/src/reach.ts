/** A written form is only sent where the server answers: else the browser would put an error page in its place. */
import { one } from "./dom";
import { gettext } from "./language";
import { toast } from "./toast";

const PATIENCE = 5000; // milliseconds
const asking = new WeakSet<HTMLFormElement>();
const reached = new WeakSet<HTMLFormElement>();

/** A small file that is always there; any answer at all will do. */
async function answers(): Promise<boolean> {
  const address = one<HTMLLinkElement>("link[rel=stylesheet]")?.href;
  if (!address) return true;
  const asked = fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  return asked.then(
    () => true,
    () => false,
  );
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post" || !form.matches("form.form") || form.target) return;
    if (event.submitter?.matches("[hx-post]") || form.matches("[hx-post]")) return;
    if (reached.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) return;
    asking.add(form);
    void answers().then((isThere) => {
      asking.delete(form);
      if (!form.isConnected) return;
      if (!isThere) {
        return toast(gettext("Not connected: nothing was sent. What you wrote stays here; send it again soon."), "warning");
      }
      reached.add(form);
      form.requestSubmit(event.submitter);
    });
  },
  true,
);
