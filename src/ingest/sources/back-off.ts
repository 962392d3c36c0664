const FIRST = 500;
const LONGEST = 60_000;

/** ms before the attempt after `failures` (from 1) that failed: doubles up to a minute, with half of it by chance. */
export function backOff(failures: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 20));
  return most / 2 + (Math.random() * most) / 2;
}
