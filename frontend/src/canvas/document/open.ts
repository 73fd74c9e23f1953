/** The draft of a page: its store, kept in step with the server named in the page. */
import { toast } from "../../toast";
import type { Answer } from "./answers";
import { openKeep } from "./keep";
import type { Presence } from "./presence";
import { createPresence } from "./presence";
import { ask } from "./request";
import type { Store } from "./store";
import { createStore } from "./store";
import type { Sync } from "./sync";
import { createSync } from "./sync";

export interface OpenDraft {
  store: Store;
  sync: Sync & Pick<Presence, "at">;
}

type Say = (sentence: string, level: "info" | "warning") => void;

/** The place says where things are: data-document, data-changes, data-presence, data-watch, data-pk, data-person. */
export function openDraft(place: HTMLElement, { say = toast }: { say?: Say } = {}): OpenDraft {
  const { document: address = "", changes = "", presence = "", watch = "", pk = "", person = "" } = place.dataset;
  const store = createStore();
  const keep = openKeep(`${pk}:${person}`);
  const sync = createSync(store, { addresses: { document: address, changes }, ask, keep, tell: say });
  const people = createPresence(store, presence, ask);
  const off = listen(sync, store, watch);
  void sync.start(firstAnswer());
  return {
    store,
    sync: {
      ...sync,
      at: people.at,
      stop() {
        off();
        people.stop();
        sync.stop();
      },
    },
  };
}

/** What the page brought along, to spare the first request. */
function firstAnswer(): Answer | null {
  const text = document.getElementById("canvas-first")?.textContent;
  return text ? (JSON.parse(text) as Answer) : null;
}

/** News by the socket, a form beside the canvas that saved, a line or a person that came back. */
function listen(sync: Sync, store: Store, topic: string): () => void {
  const refresh = () => void sync.refresh();
  const back = () => document.visibilityState === "visible" && store.get().save !== "saved" && refresh();
  const saved = (event: Event) => typeof (event as CustomEvent).detail?.revision === "number" && refresh();
  const news = `${topic.split(":").join("-")}-changed`;
  const ears: [EventTarget, string, (event: Event) => unknown][] = [
    [document.body, news, refresh],
    [document.body, "draft-changed", saved],
    [window, "online", refresh],
    [document, "visibilitychange", back],
  ];
  for (const [where, name, heard] of ears) where.addEventListener(name, heard);
  return () => ears.forEach(([where, name, heard]) => where.removeEventListener(name, heard));
}
