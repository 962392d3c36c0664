import { readFileSync } from "node:fs";
import { KNOWN_KEYS } from "./known-keys.ts";

/** What wasm/scan-record.ts exports; its globals say where in its memory things stand. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly FLAGS: WebAssembly.Global;
  readonly MEMBERS: WebAssembly.Global;
  readonly INPUT: WebAssembly.Global;
  addKey(length: number): void;
  scan(from: number, length: number, mostDepth: number, mostMembers: number): number;
}

/** Numbers a member in `marks`: key's quote, behind its closing quote, value, behind the value; number of the key among the known ones or -1; valueHash of the value, of a string without its quotes. */
export const MARKS = 6;

const SPACES = 1;
const ESCAPES = 2;
const NEEDLESS_ESCAPES = 4;
const PAGE = 65_536;
/** Zeros behind the text: the scan reads 16 bytes at a time, and they end a string. */
const BEHIND = 64;

const code = new WebAssembly.Module(readFileSync(new URL("../../wasm/scan-record.wasm", import.meta.url)));

/**
 * Checks that bytes hold one JSON object, by RFC 8259 down to numbers and escapes (UTF-8 apart, which the caller has checked),
 * and notes where its members lie. Says no rather than why: what it does not take is read again by ValueScanner and JSON.parse.
 */
export class RecordScanner {
  /** Of the last object that was scanned; offsets from the begin of the text that was loaded. Valid until the next scan or load. */
  marks = new Int32Array(0);
  readonly #exports: Exports;
  readonly #maxDepth: number;
  readonly #mostMembers: number;
  #memory = new Uint8Array(0);
  /** Flags, and the number of members. */
  #result = new Int32Array(0);
  #length = 0;

  /** `mostMembers`: up to 1,000. */
  constructor(maxDepth: number, mostMembers: number) {
    this.#exports = new WebAssembly.Instance(code, {}).exports as unknown as Exports;
    this.#maxDepth = maxDepth;
    this.#mostMembers = mostMembers;
    for (const key of KNOWN_KEYS) {
      this.load(Buffer.from(key));
      this.#exports.addKey(key.length);
    }
  }

  /** Copies the text that `scan` works on. */
  load(bytes: Uint8Array): void {
    const { memory, INPUT } = this.#exports;
    const input = Number(INPUT.value);
    const missing = input + bytes.length + BEHIND - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    if (this.#memory.buffer !== memory.buffer) this.#view();
    this.#memory.set(bytes, input);
    this.#memory.fill(0, input + bytes.length, input + bytes.length + BEHIND);
    this.#length = bytes.length;
  }

  /** Views on memory end when it grows. */
  #view(): void {
    const { memory, FLAGS, MEMBERS } = this.#exports;
    this.#memory = new Uint8Array(memory.buffer);
    this.#result = new Int32Array(memory.buffer, Number(FLAGS.value), 2);
    this.marks = new Int32Array(memory.buffer, Number(MEMBERS.value), MARKS * this.#mostMembers);
  }

  /** The offset behind the object that begins at `from`; -1 when it is not whole, not JSON, or deeper or wider than the limits. */
  scan(from: number): number {
    return this.#exports.scan(from, this.#length, this.#maxDepth, this.#mostMembers);
  }

  get members(): number {
    return this.#result[1] as number;
  }

  /** White space outside strings. */
  get spaces(): boolean {
    return ((this.#result[0] as number) & SPACES) !== 0;
  }

  get escapes(): boolean {
    return ((this.#result[0] as number) & ESCAPES) !== 0;
  }

  /** Escapes that JSON does not need: `\u....` and `\/`. */
  get needlessEscapes(): boolean {
    return ((this.#result[0] as number) & NEEDLESS_ESCAPES) !== 0;
  }
}
