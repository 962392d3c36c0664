const LONGEST = 2_048;
const ALLOWED = /^[A-Za-z0-9_+=,.@:/-]+$/;

/** What narrower values look like; they may stand inside the AWS CLI's shorthand syntax, where `,` and `=` mean something. */
const SHAPES = {
  text: ALLOWED,
  account: /^[0-9]{12}$/,
  region: /^[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$/,
  accessKey: /^[A-Za-z0-9_]{1,128}$/,
  iamName: /^[A-Za-z0-9_+=,.@-]{1,128}$/,
  instance: /^i-[0-9a-f]{8,17}$/,
  functionName: /^[A-Za-z0-9_-]{1,64}$/,
  time: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z$/,
} as const;

export type ValueShape = keyof typeof SHAPES;

/**
 * Whether a value from an event may be handed to the AWS CLI: letters, digits and `_ + = , . @ : / -`, not starting
 * with `-` (an option) and without `://` (the CLI reads `file://` from the disk and some versions fetch `https://`),
 * at most 2,048 characters. Quoting cannot cure any of these.
 */
export function isAllowedValue(text: string, shape: ValueShape = "text"): boolean {
  if (text.length > LONGEST || text.startsWith("-") || text.includes("://")) return false;
  return ALLOWED.test(text) && SHAPES[shape].test(text);
}
