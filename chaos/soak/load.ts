import { setTimeout as sleep } from "node:timers/promises";
import type { LogWriter, Marker } from "./log-writer.ts";

export interface Load {
  readonly accounts: number;
  /** Events a second, all accounts together. */
  readonly rate: number;
  /** ms. */
  readonly duration: number;
}

/** One file in this many has a marker: with four accounts one every two seconds. */
const MARKER_ONE_IN = 8;
const SECOND = 1_000;

/**
 * Writes a file a second for each account, evenly over the second, for the whole duration. What could not be written in its time is written
 * as soon as possible: the rate holds on average.
 */
export async function writeLoad(writer: LogWriter, load: Load, onMarker: (marker: Marker) => void): Promise<void> {
  const start = performance.now();
  const between = SECOND / load.accounts;
  const files = Math.floor(load.duration / between);
  for (let file = 0; file < files; file++) {
    const wait = start + file * between - performance.now();
    if (wait > 0) await sleep(wait);
    // Whole events, so that the sum over all files is the rate.
    const events =
      Math.floor((load.rate * (file + 1)) / load.accounts) - Math.floor((load.rate * file) / load.accounts);
    const marker = await writer.write(file % load.accounts, events, file % MARKER_ONE_IN === 0);
    if (marker !== null) onMarker(marker);
  }
}
