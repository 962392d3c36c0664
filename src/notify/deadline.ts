/** Runs `work` with a signal that is aborted when `outer` is, or after so many ms. */
export async function withDeadline<T>(
  outer: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const stop = (): void => own.abort();
  if (outer.aborted) stop();
  outer.addEventListener("abort", stop);
  const timer = setTimeout(stop, ms);
  try {
    return await work(own.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", stop);
  }
}
