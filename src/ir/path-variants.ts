/**
 * The ways in which a dotted path can be meant: every key by itself first, then one run of neighbours as a single key
 * that contains dots. `[a, b, c]`: a/b/c, a.b/c, a/b.c, a.b.c.
 */
export function pathVariants(keys: readonly string[]): readonly (readonly string[])[] {
  const joined = keys.flatMap((_, from) =>
    keys.flatMap((__, to) =>
      to > from ? [[...keys.slice(0, from), keys.slice(from, to + 1).join("."), ...keys.slice(to + 1)]] : [],
    ),
  );
  return [keys, ...joined];
}
