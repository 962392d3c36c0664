/** What files of suppressions, and suppressions from elsewhere, may be at most. Lengths in UTF-16 units. */
export const SUPPRESSION_LIMITS = {
  /** Bytes of one file. */
  file: 1024 * 1024,
  files: 1_000,
  /** Lists and mappings inside one another. */
  nesting: 16,
  suppressions: 5_000,
  rules: 1_000,
  id: 100,
  owner: 200,
  reason: 2_000,
  query: 16_384,
} as const;
