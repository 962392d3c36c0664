import { BOUNDARY_LOOKBACK, findBoundary } from "./record-boundary.ts";
import { type BalancedSkip, skipBalanced } from "./skip-balanced.ts";
import type { ValueScanner } from "./value-scanner.ts";

/**
 * `balanced`: behind the broken value, as far as its brackets tell; `boundary`: at a `{` that evidently begins a record; `more`:
 * read up to there in vain, more bytes are needed, with those from `keep` on.
 */
export type Landing =
  | { readonly kind: "balanced" | "boundary"; readonly at: number }
  | { readonly kind: "more"; readonly at: number; readonly keep: number };

/** Bytes that may be read again in a file beyond its own length: keeps hostile files linear. */
const MOST_REREAD = 16 * 1024 * 1024;

/**
 * Finds where to read on after a value that breaks the grammar: behind it, as far as its brackets tell, or at the first begin
 * of a record after the value's own begin, whichever comes first. Linear over the whole input: a file in which too much would
 * be read again is searched from the place of the fault instead.
 */
export class Recovery {
  readonly #skip: BalancedSkip = { depth: 0, inString: false, escaped: false };
  #from = 0;
  /** No record begins in `[#base, #searched)`. */
  #base = 0;
  #searched = 0;
  #mayReread = MOST_REREAD;

  /** The bytes have moved to the front by so many, and so many have been added. */
  shift(by: number, added: number): void {
    this.#from -= by;
    this.#base -= by;
    this.#searched -= by;
    this.#mayReread += added;
  }

  /** A value broke at `at`; the next record begins at `begin` or later. */
  begin(scanner: ValueScanner, begin: number, at: number): void {
    this.#skip.depth = scanner.depth;
    this.#skip.inString = scanner.inString;
    this.#skip.escaped = false;
    this.#from = this.#firstCandidate(begin, at);
  }

  /** `at`: how far the broken value is read. */
  land(bytes: Uint8Array, at: number, last: boolean): Landing {
    if (this.#skip.depth === 0) return { kind: "balanced", at: at + 1 };
    const boundary = this.#search(bytes, this.#from, last);
    const after = skipBalanced(this.#skip, bytes, at, this.#searched);
    if (after !== -1) return { kind: "balanced", at: after };
    if (boundary !== -1) return this.#landAt(boundary, at);
    this.#from = this.#searched;
    return { kind: "more", at: Math.max(at, this.#searched), keep: Math.max(0, this.#searched - BOUNDARY_LOOKBACK) };
  }

  /** Whether a record begins at `begin` or later, inside a value that does not end. */
  swallowed(bytes: Uint8Array, begin: number): boolean {
    return this.#search(bytes, this.#firstCandidate(begin, bytes.length), true) !== -1;
  }

  #firstCandidate(begin: number, at: number): number {
    return this.#mayReread > 0 ? begin : Math.max(at, begin);
  }

  #landAt(boundary: number, at: number): Landing {
    this.#mayReread -= Math.max(0, at - boundary);
    return { kind: "boundary", at: boundary };
  }

  /** Offset of the next begin of a record at or after `from`, or -1. No byte is searched twice. */
  #search(bytes: Uint8Array, from: number, last: boolean): number {
    const known = from >= this.#base;
    const found = findBoundary(bytes, known ? Math.max(from, this.#searched) : from, last);
    if (!known) this.#base = from;
    this.#searched = found.next;
    return found.at;
  }
}
