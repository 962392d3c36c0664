import { printableShort } from "../printable.ts";

const LONGEST = 160;
const MOST = 3;

/** Event text inside a sentence. */
export function shown(text: string): string {
  return printableShort(text, LONGEST);
}

/** `a`, `a and b`, `a, b, c and 4 more`. */
export function listed(texts: readonly string[]): string {
  const head = texts.slice(0, MOST).map(shown);
  const more = texts.length - head.length;
  const parts = more > 0 ? [...head, `${more} more`] : head;
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

/** `1 call`, `12 calls`. */
export function counted(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** At most two decimals. */
export function numberText(value: number): string {
  return String(Math.round(value * 100) / 100);
}
