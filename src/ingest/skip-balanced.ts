import { BACKSLASH, CLOSE_ARRAY, CLOSE_OBJECT, LINE_FEED, OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "./byte.ts";

/** Where a value that breaks the grammar stands: enough to find its end by brackets alone. */
export interface BalancedSkip {
  depth: number;
  inString: boolean;
  escaped: boolean;
}

/**
 * Goes to the end of a broken value by counting brackets outside strings, whatever stands between them.
 * A raw line break ends a string, since no legal string holds one. Returns the offset after the value, or -1 when `end` came first.
 */
export function skipBalanced(skip: BalancedSkip, bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (skip.inString) stepInString(skip, byte);
    else if (byte === QUOTE) skip.inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) skip.depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      skip.depth--;
      if (skip.depth <= 0) return at + 1;
    }
  }
  return -1;
}

function stepInString(skip: BalancedSkip, byte: number | undefined): void {
  if (byte === LINE_FEED || (byte === QUOTE && !skip.escaped)) skip.inString = false;
  skip.escaped = skip.inString && !skip.escaped && byte === BACKSLASH;
}
