/** Gives the same object again for the same ingredients, so that only what changed is drawn anew. */

export class Kept<Made> {
  private now = new Map<string, { of: unknown[]; made: Made }>();
  private next = new Map<string, { of: unknown[]; made: Made }>();

  make(key: string, of: unknown[], make: () => Made): Made {
    const last = this.now.get(key);
    const same = last && last.of.length === of.length && last.of.every((part, at) => Object.is(part, of[at]));
    const entry = same ? last : { of, made: make() };
    this.next.set(key, entry);
    return entry.made;
  }

  /** Forget what was not asked for since the last turn. */
  turn(): void {
    this.now = this.next;
    this.next = new Map();
  }
}
