/** Lets whatever else waits have its turn: promises that are resolved already do not, however many are awaited. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** ms for which a loop may keep others waiting. */
const LONG = 8;

/** For long loops: says, every few ms, that it is time to `breathe`. */
export function breathClock(): () => boolean {
  let since = performance.now();
  return () => {
    const now = performance.now();
    if (now - since < LONG) return false;
    since = now;
    return true;
  };
}
