const MOST_NAMED = 5;

/** Those that stand there more than once. */
export function doubled(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

/** One sentence for all of them; none without any. */
export function some(what: string, which: readonly string[]): readonly string[] {
  if (which.length === 0) return [];
  const more = which.length > MOST_NAMED ? `; and ${which.length - MOST_NAMED} more` : "";
  return [`${which.length} ${what}: ${which.slice(0, MOST_NAMED).join("; ")}${more}`];
}
