/** Asking the server: what it answered, or why it did not, in a form that says what to do next. */
import { gettext } from "../../language";

export type Reply<T> =
  | { kind: "answer"; answer: T }
  | { kind: "later" } // no connection, or a server that is being restarted: the same again will do
  | { kind: "unfit"; sentence: string } // these changes will never be taken
  | { kind: "refused"; sentence: string }; // not now, not by this person: kept until that changes

export type Ask = <T>(address: string, body?: unknown, options?: { keepalive?: boolean }) => Promise<Reply<T>>;

const PATIENCE = 20_000; // milliseconds until an answer is given up

export const ask: Ask = async (address, body, options = {}) => {
  try {
    const response = await sent(address, body, options);
    if (response.status !== 403 || body === undefined) return await read(response);
    // A sign-in in another tab gives the browser a new token; this page still has the old one.
    const page = await fetch(location.href, { redirect: "manual", cache: "no-store" });
    if (!page.ok) return await read(page);
    return await read(renewed(await page.text()) ? await sent(address, body, options) : response);
  } catch {
    return { kind: "later" };
  }
};

function sent(address: string, body: unknown, { keepalive = false }): Promise<Response> {
  return fetch(address, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json", "X-CSRFToken": token() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "manual",
    cache: "no-store",
    keepalive,
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function read<T>(response: Response): Promise<Reply<T>> {
  if (response.ok) return { kind: "answer", answer: (await response.json()) as T };
  const { status } = response;
  if (response.type === "opaqueredirect" || status === 401) {
    return refused(gettext("You are signed out. Sign in again in another tab; your changes are kept in this browser."));
  }
  if (status === 403)
    return refused(gettext("You may not change this workflow. Your changes are kept in this browser."));
  if (status === 404) return refused(gettext("This workflow cannot be found. Your changes are kept in this browser."));
  if (status === 413)
    return { kind: "unfit", sentence: gettext("This is too much at once. Undo it and do it in parts.") };
  const sentence = await sentenceOf(response);
  if (status === 409) return refused(sentence);
  return status === 400 || status === 422 ? { kind: "unfit", sentence } : { kind: "later" };
}

function refused<T>(sentence: string): Reply<T> {
  return { kind: "refused", sentence };
}

async function sentenceOf(response: Response): Promise<string> {
  const fallback = gettext("The server does not take this change. Undo it, or throw away what is not saved.");
  const answer = (await response.json().catch(() => null)) as { sentence?: string } | null;
  return answer?.sentence || fallback;
}

/** The cookie of the token is closed to scripts: the page hands it to htmx, and to us. */
function token(): string {
  const headers = document.body.getAttribute("hx-headers") ?? "{}";
  return (JSON.parse(headers) as Record<string, string>)["X-CSRFToken"] ?? "";
}

/** Has the page, asked for again, another token? Then htmx gets it too. */
function renewed(text: string): boolean {
  const headers = new DOMParser().parseFromString(text, "text/html").body.getAttribute("hx-headers");
  if (!headers || headers === document.body.getAttribute("hx-headers")) return false;
  document.body.setAttribute("hx-headers", headers);
  return true;
}
