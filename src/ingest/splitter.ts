import { isUtf8 } from "node:buffer";
import { CLOSE_ARRAY, CLOSE_OBJECT, COMMA, isSpace, LINE_FEED, OPEN_ARRAY, OPEN_OBJECT } from "./byte.ts";
import { ByteWindow } from "./byte-window.ts";
import { LONGEST_ENVELOPE_KEY } from "./envelope-key.ts";
import { mentionsEvent } from "./mentions-event.ts";
import type { SplitLimits } from "./read-options.ts";
import { BOUNDARY_LOOKBACK } from "./record-boundary.ts";
import { Recovery } from "./recovery.ts";
import type { Shape } from "./shape.ts";
import type { UsualRecords } from "./usual-records.ts";
import { ValueScanner } from "./value-scanner.ts";

/**
 * One thing found where a record may stand. `value`: a JSON value, grammatical down to its tokens; `bytes` and `shape` are
 * valid until the next call. `usual`: a record that UsualRecords holds now. `fault`: a stretch that is none. `listed`: it stood
 * in an envelope's list or looks like a record.
 */
export type Piece =
  | { readonly kind: "value"; readonly bytes: Uint8Array; readonly shape: Shape; readonly listed: boolean }
  | typeof USUAL
  | { readonly kind: "fault"; readonly reason: string; readonly listed: boolean };

/** Always the same object: there is one a record. */
const USUAL = { kind: "usual" } as const;

/** `more`: push bytes and come again; `over`: after `finish`, nothing is left. */
type Step = Piece | "again" | "more" | "over";

/** An open bracket around records: a bare array, the object of an envelope, or the list in it. */
type Frame = "array" | "envelope" | "list";
type Mode = "between" | "value" | "garbage" | "resync";

/** Levels that an item may add around a record: an EventBridge event around `detail`. */
const WRAPPER_LEVELS = 1;
const MOST_FRAMES = 6;
const KEPT_OF_OVERSIZE = Math.max(BOUNDARY_LOOKBACK, LONGEST_ENVELOPE_KEY);

/**
 * Splits a stream of JSON text into the values that stand where records may stand: values one after another (whatever white
 * space lies between), the elements of an array, the elements of an envelope's list wherever its key comes. Works in
 * linear time on pieces of any size; keeps at most `maxRecordBytes` and one piece. After a fault it goes on at the end of the
 * broken value, by its brackets, or at the next evident begin of a record, whichever comes first.
 */
export class Splitter {
  /** The text ended inside a value or list; only known once `next` has returned null after `finish`. */
  truncated = false;
  /** Arrays and envelopes seen, so that an empty list is told from an empty file. */
  containers = 0;
  readonly #limits: SplitLimits;
  readonly #window = new ByteWindow();
  readonly #scanner: ValueScanner;
  readonly #frames: Frame[] = [];
  readonly #recovery = new Recovery();
  /** Null: every value goes the long way. */
  readonly #usual: UsualRecords | null;
  /** The window is known to be UTF-8. */
  #isText = false;
  #mode: Mode = "between";
  #at = 0;
  #keep = 0;
  #ended = false;
  /** In an array or list: an element must come, rather than a comma or the end. */
  #wantElement = false;
  #afterComma = false;
  #inTail = false;
  /** The brackets around records have been lost track of: stray closing brackets and commas mean nothing. */
  #lost = false;

  constructor(limits: SplitLimits, usual: UsualRecords | null) {
    this.#limits = limits;
    this.#usual = usual;
    this.#scanner = new ValueScanner(limits.maxDepth + WRAPPER_LEVELS, true);
  }

  /** Adds bytes. Only after `next` has returned null. */
  push(piece: Uint8Array): void {
    this.#window.append(piece, this.#keep);
    this.#at -= this.#keep;
    this.#scanner.origin -= this.#keep;
    this.#recovery.shift(this.#keep, piece.length);
    this.#keep = 0;
    if (this.#usual === null) return;
    this.#isText = isUtf8(this.#window.bytes);
    this.#usual.load(this.#window.bytes);
  }

  /** No more bytes will come. */
  finish(): void {
    this.#ended = true;
  }

  /** The next piece, or null when more bytes are needed or, after `finish`, when there is none. */
  next(): Piece | null {
    for (;;) {
      const step = this.#step();
      if (typeof step === "object") return step;
      if (step !== "again") return null;
    }
  }

  #step(): Step {
    switch (this.#mode) {
      case "between":
        return this.#between();
      case "value":
        return this.#value();
      case "garbage":
        return this.#garbage();
      case "resync":
        return this.#resync();
    }
  }

  #between(): Step {
    const bytes = this.#window.bytes;
    while (this.#at < bytes.length && isSpace(bytes[this.#at])) this.#at++;
    this.#keep = this.#at;
    if (this.#at === bytes.length) return this.#endBetween();
    const byte = bytes[this.#at] as number;
    return this.#frames.length === 0 ? this.#atTop(byte) : this.#inArray(byte);
  }

  #endBetween(): Step {
    if (!this.#ended) return "more";
    if (this.#frames.length > 0) this.truncated = true;
    this.#frames.length = 0;
    return "over";
  }

  #atTop(byte: number): Step {
    if (byte === OPEN_OBJECT) return this.#readUsual(true) ?? this.#startValue();
    if (byte === OPEN_ARRAY) {
      this.#openArray("array");
      return "again";
    }
    if (this.#lost && (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT)) {
      this.#at++;
      return "again";
    }
    this.#mode = "garbage";
    return { kind: "fault", reason: "text between records", listed: false };
  }

  #openArray(frame: Frame): void {
    this.#frames.push(frame);
    this.#at++;
    this.#wantElement = true;
    this.#afterComma = false;
    this.containers++;
  }

  #inArray(byte: number): Step {
    if (byte === CLOSE_ARRAY) return this.#closeArray();
    if (byte === COMMA) return this.#comma();
    const unseparated = !this.#wantElement;
    const usual = unseparated ? null : this.#readUsual(false);
    if (usual !== null) return usual;
    this.#startValue();
    return unseparated ? this.#badSeparator("no comma between records") : "again";
  }

  #comma(): Step {
    const doubled = this.#wantElement;
    this.#at++;
    this.#wantElement = true;
    this.#afterComma = true;
    return doubled ? this.#badSeparator("a comma without a record") : "again";
  }

  #closeArray(): Step {
    const dangling = this.#wantElement && this.#afterComma;
    this.#at++;
    this.#frames.pop();
    if (this.#frames.at(-1) === "envelope") {
      this.#scanner.startAfterMember(this.#at);
      this.#inTail = true;
      this.#mode = "value";
    } else this.#wantElement = false;
    return dangling ? this.#badSeparator("a comma without a record") : "again";
  }

  #badSeparator(what: string): Piece {
    return { kind: "fault", reason: `invalid JSON: ${what}`, listed: this.#frames.length > 0 };
  }

  #readUsual(alone: boolean): Piece | null {
    const end = this.#usual?.read(this.#window.bytes, this.#at, this.#isText, alone) ?? -1;
    if (end === -1) return null;
    this.#at = end;
    this.#keep = end;
    this.#wantElement = false;
    return USUAL;
  }

  #startValue(): Step {
    this.#scanner.start(this.#at);
    this.#inTail = false;
    this.#mode = "value";
    return "again";
  }

  #value(): Step {
    const scanner = this.#scanner;
    const bytes = this.#window.bytes;
    this.#at = scanner.scan(bytes, this.#at, bytes.length);
    if (scanner.status === "more" && this.#ended) scanner.finish();
    switch (scanner.status) {
      case "more":
        return this.#ended ? this.#cutOff() : this.#awaitRest();
      case "done":
        return this.#endValue();
      case "fault":
        return this.#fail(scanner.fault);
      case "array":
        return this.#openEnvelope();
    }
  }

  #awaitRest(): Step {
    // the recovery from a fault may want to look back, and an envelope's key must be at hand as a whole
    this.#keep = this.#isOversize() ? Math.max(0, this.#at - KEPT_OF_OVERSIZE) : this.#scanner.origin;
    return "more";
  }

  #isOversize(): boolean {
    return this.#at - this.#scanner.origin > this.#limits.maxRecordBytes;
  }

  /** Where the next record may begin at the earliest when this value is broken; nothing of one too large is at hand, however it arrived. */
  #nextBegin(): number {
    return this.#isOversize() ? this.#at : this.#scanner.origin + 1;
  }

  #endValue(): Step {
    this.#mode = "between";
    this.#wantElement = false;
    if (this.#inTail) {
      this.#frames.pop();
      return "again";
    }
    const { origin, shape } = this.#scanner;
    const listed = this.#inList();
    if (this.#isOversize()) {
      return { kind: "fault", reason: `larger than ${this.#limits.maxRecordBytes} bytes`, listed };
    }
    return { kind: "value", bytes: this.#window.bytes.subarray(origin, this.#at), shape, listed };
  }

  #openEnvelope(): Step {
    if (!this.#inTail) this.#frames.push("envelope");
    if (this.#frames.length > MOST_FRAMES) {
      this.#frames.pop();
      return this.#fail("envelopes nested too deep");
    }
    this.#openArray("list");
    this.#mode = "between";
    return "again";
  }

  #inList(): boolean {
    return this.#frames.at(-1) === "list";
  }

  /** The text ended inside a value. Records may have been swallowed by a value before them that lacks its end. */
  #cutOff(): Step {
    if (this.#recovery.swallowed(this.#window.bytes, this.#nextBegin()))
      return this.#fail("invalid JSON: the value does not end");
    this.truncated = true;
    return this.#giveUp();
  }

  #fail(reason: string): Piece {
    const begin = this.#nextBegin();
    const listed = this.#inList() || mentionsEvent(this.#window.bytes.subarray(begin, this.#at));
    this.#recovery.begin(this.#scanner, begin, this.#at);
    this.#mode = "resync";
    return { kind: "fault", reason, listed };
  }

  #resync(): Step {
    const landing = this.#recovery.land(this.#window.bytes, this.#at, this.#ended);
    this.#at = landing.at;
    switch (landing.kind) {
      case "more":
        this.#keep = landing.keep;
        return this.#ended ? this.#giveUp() : "more";
      case "balanced":
        if (this.#inTail) this.#frames.pop();
        break;
      case "boundary":
        if (this.#frames.length > 0) this.#lost = true;
        this.#frames.length = 0;
        break;
    }
    this.#mode = "between";
    this.#wantElement = false;
    return "again";
  }

  #giveUp(): Step {
    this.#at = this.#window.bytes.length;
    this.#mode = "between";
    this.#frames.length = 0;
    return "over";
  }

  /** Text between records goes to the end of its line or the next bracket. */
  #garbage(): Step {
    const bytes = this.#window.bytes;
    while (this.#at < bytes.length && !endsGarbage(bytes[this.#at])) this.#at++;
    this.#keep = this.#at;
    if (this.#at === bytes.length && !this.#ended) return "more";
    this.#mode = "between";
    return "again";
  }
}

function endsGarbage(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === OPEN_OBJECT;
}
