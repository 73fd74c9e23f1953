/** One socket for the page. It carries news only: "run:42 changed"; htmx then fetches the parts that asked. */
import { all, one, said } from "./dom";

const CLOSED_FOR_GOOD = new Set([4401, 4403]);
const QUIET = 150; // many changes within this many milliseconds are one refresh
const LONGEST_WAIT = 15_000;

let socket: WebSocket | null = null;
let tries = 0;
let watched = "";
let retry: number | undefined;
const due = new Map<string, number>();
const heard = new Set<string>();

function topics(): string[] {
  const names = all("[data-watch]").flatMap((part) => (part.dataset.watch ?? "").split(/\s+/));
  return [...new Set(names.filter(Boolean))].sort();
}

function mark(state: "live" | "lost" | "ended"): void {
  for (const place of all("[data-live-mark]")) {
    place.dataset.state = state;
    const word = one("[data-live-word]", place);
    if (word) word.textContent = said(state[0]!.toUpperCase() + state.slice(1));
  }
}

/** "run:42" becomes the DOM events "run-changed" and "run-42-changed" on body. */
function announce(topic: string): void {
  due.delete(topic);
  const [kind = "", ...rest] = topic.split(":");
  for (const name of [`${kind}-changed`, `${kind}-${rest.join("-")}-changed`]) {
    document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { topic } }));
  }
}

function changed(topic: string): void {
  if (!due.has(topic)) due.set(topic, window.setTimeout(() => announce(topic), QUIET));
}

function watch(force = false): void {
  const names = topics();
  if (names.length && !socket && retry === undefined) return connect();
  if (socket?.readyState !== WebSocket.OPEN || (!force && names.join() === watched)) return;
  watched = names.join();
  socket.send(JSON.stringify({ watch: names }));
}

function opened(): void {
  heard.clear();
  watch(true);
  mark("live");
  tries = 0;
}

/** News is heard from here on; what happened between the making of the page (or the loss of the line) and now is not. */
function hearing(names: string[]): void {
  for (const name of names) {
    if (!heard.has(name)) changed(name);
    heard.add(name);
  }
}

function closed(event: CloseEvent): void {
  socket = null;
  if (CLOSED_FOR_GOOD.has(event.code)) return mark("ended");
  tries += 1;
  mark("lost");
  const wait = Math.min(LONGEST_WAIT, 400 * 2 ** (tries - 1)) * (0.7 + Math.random() * 0.6);
  retry = window.setTimeout(connect, wait);
}

function connect(): void {
  clearTimeout(retry);
  retry = undefined;
  if (socket || !document.body.dataset.live) return;
  socket = new WebSocket(new URL(document.body.dataset.live, location.href.replace(/^http/, "ws")));
  socket.addEventListener("open", opened);
  socket.addEventListener("close", closed);
  socket.addEventListener("message", (event) => {
    const news = JSON.parse(String(event.data)) as { changed?: string; watching?: string[] };
    if (news.changed) changed(news.changed);
    if (news.watching) hearing(news.watching);
  });
}

document.addEventListener("htmx:afterSettle", () => watch());
window.addEventListener("online", connect);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry && connect());
if (document.body.dataset.live) connect();
