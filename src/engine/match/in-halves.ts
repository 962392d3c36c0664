import { TooManyEvents } from "./matched-rows.ts";

/** Does the work for all of them at once; where that fails, for halves, until only what fails by itself is left out. */
export async function inHalves<T>(all: readonly T[], work: (some: readonly T[]) => Promise<void>): Promise<void> {
  if (all.length === 0) return;
  try {
    await work(all);
  } catch (error) {
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    // Alone it goes to the lake, where its own rule fails with the reason.
    if (all.length === 1 || error instanceof TooManyEvents) return;
    const middle = Math.ceil(all.length / 2);
    await inHalves(all.slice(0, middle), work);
    await inHalves(all.slice(middle), work);
  }
}
