import { TooManyEvents } from "./matched-rows.ts";

/**
 * Does the work for all of them at once; where that fails, for halves, until only what fails by itself is left out. Gives what the
 * database refuses: alone it goes to the lake, where its own rule fails with the reason.
 */
export async function inHalves<T>(
  all: readonly T[],
  work: (some: readonly T[]) => Promise<void>,
): Promise<readonly T[]> {
  if (all.length === 0) return [];
  try {
    await work(all);
    return [];
  } catch (error) {
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    if (error instanceof TooManyEvents) return [];
    if (all.length === 1) return all;
    const middle = Math.ceil(all.length / 2);
    return [...(await inHalves(all.slice(0, middle), work)), ...(await inHalves(all.slice(middle), work))];
  }
}
