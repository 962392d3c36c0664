import { setTimeout } from "node:timers/promises";

/** Waits so many ms, or until the signal is aborted; does not throw for that. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
