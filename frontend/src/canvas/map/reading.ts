/** Reads JSON that is only looked at; null where it cannot be had just now. */
const PATIENCE = 20_000; // milliseconds until an answer is given up

export async function read<T>(address: string): Promise<T | null> {
  try {
    const answer = await fetch(address, {
      headers: { Accept: "application/json" },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}
