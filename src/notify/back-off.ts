import { DAY, MINUTE, SECOND } from "../util/duration.ts";

const FIRST = SECOND;
const LONGEST = 15 * MINUTE;

/** A message that fails after so long, and so many attempts, is given up. */
const GIVES_UP_AFTER = 3 * DAY;
const FEWEST_ATTEMPTS = 10;

/** ms to wait after so many failures in a row: doubling from a second to a quarter of an hour, each between half and all of it. */
export function waitAfter(failures: number, random: () => number): number {
  const most = Math.min(FIRST * 2 ** Math.min(failures - 1, 30), LONGEST);
  return Math.round(most * (0.5 + random() / 2));
}

/** Not after a single attempt: the process may have been stopped for a week. `age` in ms, since the notice was made. */
export function givesUp(attempts: number, age: number): boolean {
  return age >= GIVES_UP_AFTER && attempts >= FEWEST_ATTEMPTS;
}

/** Epoch ms: what was made before and has no channel any more is given up. */
export function abandonedBefore(now: number): number {
  return now - GIVES_UP_AFTER;
}
