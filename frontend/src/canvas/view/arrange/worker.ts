/** Lays a drawing out beside the page, so that a large one never holds up the hand. */
import { laidOut } from "./dagre";
import type { Task } from "./boxes";

self.addEventListener("message", (event: MessageEvent<{ number: number; task: Task }>) => {
  self.postMessage({ number: event.data.number, spots: laidOut(event.data.task) });
});
