/** A value that components watch: each draws again only when the part it asked for changed. */
import { useSyncExternalStore } from "react";

export interface Watched<Value> {
  get(): Value;
  set(part: Partial<Value>): void;
  subscribe(listener: () => void): () => void;
}

export function watched<Value extends object>(first: Value): Watched<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(part) {
      if (Object.entries(part).every(([name, each]) => Object.is(value[name as keyof Value], each))) return;
      value = { ...value, ...part };
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Source<Value> = Pick<Watched<Value>, "get" | "subscribe">;

export function useWatched<Value, Part>(source: Source<Value>, part: (value: Value) => Part): Part {
  return useSyncExternalStore(source.subscribe, () => part(source.get()));
}
