/** What one search may be at most; beyond it the compiler answers with a `limit` diagnostic. */
export const SEARCH_LIMITS = {
  /** UTF-16 units of the whole text. */
  text: 65_536,
  /** Parentheses and negations inside one another. */
  nesting: 100,
  /** Values to look for, and networks. */
  terms: 10_000,
  /** UTF-16 units of one value. */
  pattern: 4_096,
  /** `*` and `?` in one value. */
  wildcards: 64,
} as const;
