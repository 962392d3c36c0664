import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isSpace,
  LETTER_U,
  LINE_FEED,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from "./byte.ts";
import { isEnvelopeKey } from "./envelope-key.ts";
import { MOST_MEMBERS, type Shape } from "./shape.ts";

/** `array`: stopped before the `[` of an envelope's list of records. */
export type ScanStatus = "more" | "done" | "fault" | "array";

const IN_STRING = 1;
const IN_SCALAR = 2;

const WANT_VALUE = 0;
const WANT_VALUE_OR_CLOSE = 1;
const WANT_KEY = 2;
const WANT_KEY_OR_CLOSE = 3;
const WANT_COLON = 4;
const WANT_COMMA_OR_CLOSE = 5;

const UNEXPECTED = "invalid JSON: unexpected character";
const LINE_BREAK = "invalid JSON: line break inside a string";

/** Bytes that end a run of plain string characters. A raw line break is no legal one: it tells of a cut line. */
const STOPS_STRING = table([QUOTE, BACKSLASH, LINE_FEED, CARRIAGE_RETURN]);
const STOPS_SCALAR = table([QUOTE, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, 9, 10, 13, 32]);

/**
 * Finds the end of one JSON value in bytes that arrive in pieces, and notes where the members of its outermost object lie.
 * It knows the grammar of RFC 8259 down to tokens (order of keys, colons, commas; brackets that match); what a number,
 * literal or escape may look like is left to JSON.parse. Linear; memory is bounded by `maxDepth` and MOST_MEMBERS.
 */
export class ValueScanner {
  status: ScanStatus = "more";
  fault = "";
  depth = 0;
  /** Where the value begins in the bytes that `scan` is given; the owner moves it when it moves those bytes. */
  origin = 0;
  deepest = 0;
  readonly #marks: number[] = [];
  readonly #stack: Uint8Array;
  readonly #envelopes: boolean;
  #keyStart = 0;
  #keyEnd = 0;
  #want = WANT_VALUE;
  #within = 0;
  #escaped = false;
  #atEnvelope = false;
  #tooManyMembers = false;
  #unicodeEscapes = false;
  #lineBreaks = false;

  /** `envelopes`: stop at the `[` under a key such as `Records` of the outermost object. */
  constructor(maxDepth: number, envelopes: boolean) {
    this.#stack = new Uint8Array(maxDepth + 1);
    this.#envelopes = envelopes;
  }

  start(origin: number): void {
    this.status = "more";
    this.depth = 0;
    this.origin = origin;
    this.deepest = 0;
    this.#marks.length = 0;
    this.#want = WANT_VALUE;
    this.#within = 0;
    this.#escaped = false;
    this.#atEnvelope = false;
    this.#tooManyMembers = false;
    this.#unicodeEscapes = false;
    this.#lineBreaks = false;
  }

  /** Goes on in an object after one of its values, which somebody else has read. */
  startAfterMember(origin: number): void {
    this.start(origin);
    this.depth = 1;
    this.#stack[1] = OPEN_OBJECT;
    this.#want = WANT_COMMA_OR_CLOSE;
  }

  get inString(): boolean {
    return this.#within === IN_STRING;
  }

  get shape(): Shape {
    return {
      marks: this.#marks,
      deepest: this.deepest,
      tooManyMembers: this.#tooManyMembers,
      unicodeEscapes: this.#unicodeEscapes,
      lineBreaks: this.#lineBreaks,
    };
  }

  /** Reads on; returns where it stopped, which is `end` as long as `status` is `more`. */
  scan(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    while (at < end && this.status === "more") {
      if (this.#within === IN_STRING) at = this.#string(bytes, at, end);
      else if (this.#within === IN_SCALAR) at = this.#scalar(bytes, at, end);
      else at = this.#token(bytes, at, end);
    }
    return at;
  }

  /** The input is over: a bare number or word is complete, anything else is not. */
  finish(): void {
    if (this.status === "more" && this.depth === 0 && this.#within === IN_SCALAR) this.status = "done";
  }

  #token(bytes: Uint8Array, at: number, end: number): number {
    const byte = bytes[at] as number;
    switch (byte) {
      case QUOTE:
        return this.#openString(at);
      case COLON:
        return this.#colon(at);
      case COMMA:
        return this.#comma(at);
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        return this.#open(byte, at);
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        return this.#close(byte, at);
      default:
        return isSpace(byte) ? this.#spaces(bytes, at, end) : this.#openScalar(at);
    }
  }

  #spaces(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    for (; at < end && isSpace(bytes[at]); at++) {
      if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) this.#lineBreaks = true;
    }
    return at;
  }

  #openString(at: number): number {
    if (this.#want > WANT_KEY_OR_CLOSE) return this.#fail(UNEXPECTED, at);
    if (this.depth === 1 && this.#wantsKey()) this.#keyStart = at - this.origin;
    this.#within = IN_STRING;
    return at + 1;
  }

  #string(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at += this.#escape(bytes[at]);
    }
    while (at < end) {
      while (at < end && STOPS_STRING[bytes[at] as number] === 0) at++;
      if (at >= end) break;
      const byte = bytes[at];
      if (byte === QUOTE) return this.#closeString(bytes, at + 1);
      if (byte !== BACKSLASH) return this.#fail(LINE_BREAK, at);
      if (at + 1 === end) {
        this.#escaped = true;
        return end;
      }
      at += 1 + this.#escape(bytes[at + 1]);
    }
    return at;
  }

  /** How many bytes a backslash takes with it: not a line break, which must be noticed. */
  #escape(byte: number | undefined): number {
    if (byte === LETTER_U) this.#unicodeEscapes = true;
    return byte === LINE_FEED || byte === CARRIAGE_RETURN ? 0 : 1;
  }

  #closeString(bytes: Uint8Array, after: number): number {
    this.#within = 0;
    if (!this.#wantsKey()) return this.#closeValue(after);
    this.#want = WANT_COLON;
    if (this.depth === 1) this.#endKey(bytes, after);
    return after;
  }

  #endKey(bytes: Uint8Array, after: number): void {
    this.#keyEnd = after - this.origin;
    this.#atEnvelope = this.#envelopes && isEnvelopeKey(bytes, this.origin + this.#keyStart + 1, after - 1);
  }

  #openScalar(at: number): number {
    if (this.#want > WANT_VALUE_OR_CLOSE) return this.#fail(UNEXPECTED, at);
    this.#within = IN_SCALAR;
    return at;
  }

  #scalar(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    while (at < end && STOPS_SCALAR[bytes[at] as number] === 0) at++;
    if (at === end) return end;
    this.#within = 0;
    return this.#closeValue(at);
  }

  #colon(at: number): number {
    if (this.#want !== WANT_COLON) return this.#fail(UNEXPECTED, at);
    if (this.depth === 1) this.#markKey(at + 1 - this.origin);
    this.#want = WANT_VALUE;
    return at + 1;
  }

  #comma(at: number): number {
    if (this.#want !== WANT_COMMA_OR_CLOSE) return this.#fail(UNEXPECTED, at);
    if (this.depth === 1) this.#markValueEnd(at);
    this.#want = this.#stack[this.depth] === OPEN_OBJECT ? WANT_KEY : WANT_VALUE;
    return at + 1;
  }

  #open(byte: number, at: number): number {
    if (this.#want > WANT_VALUE_OR_CLOSE) return this.#fail(UNEXPECTED, at);
    if (byte === OPEN_ARRAY && this.depth === 1 && this.#atEnvelope) {
      this.status = "array";
      return at;
    }
    if (this.depth + 1 >= this.#stack.length) return this.#fail(`nested deeper than ${this.#stack.length - 1}`, at);
    this.depth++;
    if (this.depth > this.deepest) this.deepest = this.depth;
    this.#stack[this.depth] = byte;
    this.#want = byte === OPEN_OBJECT ? WANT_KEY_OR_CLOSE : WANT_VALUE_OR_CLOSE;
    return at + 1;
  }

  #close(byte: number, at: number): number {
    const object = byte === CLOSE_OBJECT;
    const empty = this.#want === (object ? WANT_KEY_OR_CLOSE : WANT_VALUE_OR_CLOSE);
    if (!empty && this.#want !== WANT_COMMA_OR_CLOSE) return this.#fail(UNEXPECTED, at);
    const opener = object ? OPEN_OBJECT : OPEN_ARRAY;
    if (this.depth === 0 || this.#stack[this.depth] !== opener) return this.#fail(UNEXPECTED, at);
    if (this.depth === 1 && !empty) this.#markValueEnd(at);
    this.depth--;
    return this.#closeValue(at + 1);
  }

  #closeValue(after: number): number {
    this.#want = WANT_COMMA_OR_CLOSE;
    if (this.depth === 0) this.status = "done";
    return after;
  }

  #markKey(valueStart: number): void {
    if (this.#marks.length < MOST_MEMBERS * 4) this.#marks.push(this.#keyStart, this.#keyEnd, valueStart);
    else this.#tooManyMembers = true;
  }

  #markValueEnd(at: number): void {
    if (this.#stack[1] === OPEN_OBJECT && !this.#tooManyMembers) this.#marks.push(at - this.origin);
  }

  #wantsKey(): boolean {
    return this.#want === WANT_KEY || this.#want === WANT_KEY_OR_CLOSE;
  }

  #fail(reason: string, at: number): number {
    this.status = "fault";
    this.fault = reason;
    return at;
  }
}

function table(bytes: readonly number[]): Uint8Array {
  const found = new Uint8Array(256);
  for (const byte of bytes) found[byte] = 1;
  return found;
}
