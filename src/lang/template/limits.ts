export const TEMPLATE_LIMITS = {
  /** UTF-16 units of a template. */
  text: 65_536,
  /** UTF-16 units between `{{` and `}}`. */
  tag: 1_000,
  /** Blocks inside one another. */
  depth: 50,
  /** UTF-16 units of a rendered message. */
  output: 262_144,
  /** UTF-16 units of one inserted value, before it is escaped. */
  value: 4_096,
  /** Values of one variable that are written out. */
  values: 20,
} as const;
