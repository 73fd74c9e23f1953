/** Asks the worker for a layout; the answers come back in the order of the questions. */
import type { Spots, Task } from "./boxes";

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, (spots: Spots) => void>();

function hired(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<{ number: number; spots: Spots }>) => {
    waiting.get(event.data.number)?.(event.data.spots);
    waiting.delete(event.data.number);
  });
  return worker;
}

export function askLayout(task: Task): Promise<Spots> {
  asked += 1;
  const number = asked;
  return new Promise((answer) => {
    waiting.set(number, answer);
    hired().postMessage({ number, task });
  });
}
