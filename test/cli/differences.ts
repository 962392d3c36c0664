/** The first lines that differ, so that a failure shows an alert and not a megabyte. */
export function differences(got: string, wanted: string): unknown[] {
  const [a, b] = [got.split("\n"), wanted.split("\n")];
  const length = Math.max(a.length, b.length);
  const different = Array.from({ length }, (_, n) => n).filter((n) => a[n] !== b[n]);
  return different.slice(0, 2).map((n) => {
    const [one = "", two = ""] = [a[n], b[n]];
    const at = [...one].findIndex((char, i) => char !== two[i]);
    return { line: n, at, got: one.slice(at - 60, at + 100), wanted: two.slice(at - 60, at + 100) };
  });
}
