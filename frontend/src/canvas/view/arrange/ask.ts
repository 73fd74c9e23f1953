/** Asks the worker for a layout; what takes it too long stands in plain rows. */
import type { Spots, Task } from "./boxes";
import { inRows } from "./rows";

const PATIENCE = 8000; // milliseconds

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
    const busy = hired();
    const late = setTimeout(() => giveUp(busy, number, task), PATIENCE);
    waiting.set(number, (spots) => {
      clearTimeout(late);
      answer(spots);
    });
    busy.postMessage({ number, task });
  });
}

/** Whoever else asked the same worker gives up in turn; the next question gets another one. */
function giveUp(tired: Worker, number: number, task: Task): void {
  tired.terminate();
  if (worker === tired) worker = null;
  waiting.get(number)?.(inRows(task));
  waiting.delete(number);
}
