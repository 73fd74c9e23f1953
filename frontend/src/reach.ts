/**
 * A written form is only sent where the server answers and knows its author: else the browser would put an error page
 * or the sign-in in its place, and what was written would be gone.
 */
import { all } from "./dom";
import { gettext } from "./language";
import { toast } from "./toast";

const PATIENCE = 10_000; // milliseconds
const asking = new WeakSet<HTMLFormElement>();
const reached = new WeakSet<HTMLFormElement>();

export function isSignIn(address: string): boolean {
  const { signIn } = document.body.dataset;
  return Boolean(signIn) && address.includes(signIn!);
}

/** Not by what was written, but because the session it was written in is over. */
export function isSessionOver(xhr: XMLHttpRequest): boolean {
  return isSignIn(xhr.responseURL) || xhr.getResponseHeader("Steward-Refused") === "token";
}

export function tellSignedOut(): void {
  toast(gettext("You are signed out. Sign in again in another tab; what you wrote stays here."), "warning");
}

/** Ask for the page once more. A sign-in elsewhere has changed the token that forms are sent with. */
export async function isOpen(): Promise<boolean> {
  const page = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (!page) {
    toast(gettext("Not connected: nothing was sent. What you wrote stays here; send it again soon."), "warning");
    return false;
  }
  if (isSignIn(page.url)) {
    tellSignedOut();
    return false;
  }
  renew(await page.text().catch(() => ""));
  return true;
}

function renew(text: string): void {
  const headers = new DOMParser().parseFromString(text, "text/html").body.getAttribute("hx-headers");
  if (!headers) return;
  document.body.setAttribute("hx-headers", headers);
  const token = (JSON.parse(headers) as Record<string, string>)["X-CSRFToken"] ?? "";
  for (const input of all<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) input.value = token;
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
    void isOpen().then((isSent) => {
      asking.delete(form);
      if (!isSent || !form.isConnected) return;
      reached.add(form);
      form.requestSubmit(event.submitter);
    });
  },
  true,
);
