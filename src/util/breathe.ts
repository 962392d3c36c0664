/** Lets whatever else waits have its turn: promises that are resolved already do not, however many are awaited. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
