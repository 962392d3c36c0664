const MOST_GUESSES = 3;

/** The known names nearest to a wrong one, best first; none when nothing is near. */
export function nearest(wrong: string, known: Iterable<string>): string[] {
  const limit = Math.max(1, Math.floor(wrong.length * 0.4));
  const lower = wrong.toLowerCase();
  const scored: { name: string; distance: number }[] = [];
  for (const name of new Set(known)) {
    const distance = editDistance(lower, name.toLowerCase(), limit);
    if (distance <= limit) scored.push({ name, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  return scored.slice(0, MOST_GUESSES).map((each) => each.name);
}

/** `did you mean "a" or "b"?`, or undefined when there is no guess. */
export function didYouMean(wrong: string, known: Iterable<string>): string | undefined {
  const names = nearest(wrong, known).map((name) => `"${name}"`);
  if (names.length === 0) return undefined;
  const last = names.pop();
  return names.length === 0 ? `did you mean ${last}?` : `did you mean ${names.join(", ")} or ${last}?`;
}

/** Optimal string alignment distance (a swap of neighbours is one edit); `limit + 1` when it is above the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
