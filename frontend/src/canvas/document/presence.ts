/** Who else is here: told every twenty seconds and when another step is picked. */
import type { Person } from "./answers";
import type { Ask } from "./request";
import type { Store } from "./store";

const EVERY = 20_000;
const SETTLED = 300; // milliseconds a pick has to last

export interface Presence {
  at(key: string): void;
  stop(): void;
}

export function createPresence(store: Store, address: string, ask: Ask): Presence {
  let here = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function tell(): Promise<void> {
    plan(EVERY);
    if (document.visibilityState === "hidden") return;
    const reply = await ask<{ people: Person[] }>(address, { at: here });
    if (reply.kind === "answer") store.meet(reply.answer.people);
  }

  function plan(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), milliseconds);
  }

  const back = () => document.visibilityState === "visible" && plan(SETTLED);
  const leave = () => void ask(address, { at: here, leaving: true }, { keepalive: true });
  document.addEventListener("visibilitychange", back);
  window.addEventListener("pagehide", leave);
  plan(0);
  return {
    at(key) {
      if (key === here) return;
      here = key;
      plan(SETTLED);
    },
    stop() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("pagehide", leave);
    },
  };
}
