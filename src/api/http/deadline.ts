import { Problem } from "./problem.ts";

/** Runs work that must be done in time: its signal is aborted when time is up or the client has gone, and then nobody waits for it. */
export async function withDeadline<T>(
  given: { readonly ms: number; readonly gone: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const end = (): void => ended.abort(given.gone.reason ?? new Error("the client has gone"));
  const timer = setTimeout(() => ended.abort(timeUp(given.ms)), given.ms);
  given.gone.addEventListener("abort", end, { once: true });
  if (given.gone.aborted) end();
  const over = new Promise<never>((_, reject) => {
    ended.signal.addEventListener("abort", () => reject(ended.signal.reason), { once: true });
  });
  over.catch(() => undefined);
  try {
    return await Promise.race([work(ended.signal), over]);
  } finally {
    clearTimeout(timer);
    given.gone.removeEventListener("abort", end);
  }
}

function timeUp(ms: number): Problem {
  return new Problem("timeout", `not done after ${ms / 1000} s: ask for less`, { headers: { "Retry-After": "5" } });
}
