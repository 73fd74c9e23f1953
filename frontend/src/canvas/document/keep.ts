/** Edits kept in the browser until the server has them: they outlive a lost line, a closed laptop and a closed tab. */
import type { Change } from "./changes";

export interface Kept {
  changes: Change[];
  since: number;
}

export interface Keep {
  save(changes: Change[]): boolean; // false where the browser has no room
  clear(): void;
  /** What tabs that are gone left behind, oldest first. Forget them once their edits are kept here. */
  left(): Promise<{ kept: Kept[]; forget: () => void }>;
}

type Locks = Pick<LockManager, "request">;

/** Each page keeps its edits for itself: a second tab of the same person is as good as a colleague. */
export function openKeep(name: string, storage: Storage | null = local(), locks: Locks | null = lockManager()): Keep {
  const prefix = `steward:draft:${name}:`;
  const own = prefix + Math.random().toString(36).slice(2, 10);
  // Held as long as this page lives, so that another one can tell.
  locks?.request(own, () => new Promise(() => undefined)).catch(() => undefined);
  return {
    save(changes) {
      try {
        storage?.setItem(own, JSON.stringify({ changes, since: Date.now() } satisfies Kept));
        return storage !== null;
      } catch {
        return false;
      }
    },
    clear: () => storage?.removeItem(own),
    async left() {
      const gone: string[] = [];
      for (const key of keysOf(storage, prefix)) if (key !== own && (await isGone(locks, key))) gone.push(key);
      const kept = gone.flatMap((key) => readKept(storage?.getItem(key)));
      return {
        kept: kept.toSorted((a, b) => a.since - b.since),
        forget: () => gone.forEach((key) => storage?.removeItem(key)),
      };
    },
  };
}

function keysOf(storage: Storage | null, prefix: string): string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, place) => storage!.key(place) ?? "");
  return keys.filter((key) => key.startsWith(prefix));
}

/** Without locks (a page that came without encryption) nobody can tell; sending edits twice does no harm. */
async function isGone(locks: Locks | null, key: string): Promise<boolean> {
  if (!locks) return true;
  return locks.request(key, { ifAvailable: true }, (lock) => Promise.resolve(lock !== null));
}

function readKept(text: string | null | undefined): Kept[] {
  try {
    const { changes, since } = JSON.parse(text ?? "") as Kept;
    const isRead = Array.isArray(changes) && changes.every((each) => Array.isArray(each.at) && each.at.length > 0);
    return isRead ? [{ changes, since }] : [];
  } catch {
    return [];
  }
}

function local(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function lockManager(): Locks | null {
  return (navigator as { locks?: LockManager }).locks ?? null;
}
