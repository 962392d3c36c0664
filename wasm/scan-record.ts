/**
 * The innermost loop of reading, in AssemblyScript: compiled to WebAssembly by `npm run build`, because its 16 bytes at a time are
 * twice as fast as the same loop in JavaScript, which neither looked up keys nor hashed values. src/ingest/record-scanner.ts is its only caller and
 * says what it does; a test holds it to JSON.parse.
 *
 * Memory: the areas below, then from INPUT on the text, with at least 16 zero bytes behind it.
 */

const QUOTE: u32 = 0x22;
const COMMA: u32 = 0x2c;
const COLON: u32 = 0x3a;
const OPEN_ARRAY: u32 = 0x5b;
const BACKSLASH: u32 = 0x5c;
const CLOSE_ARRAY: u32 = 0x5d;
const OPEN_OBJECT: u32 = 0x7b;
const CLOSE_OBJECT: u32 = 0x7d;

const WANT_VALUE: i32 = 0;
const WANT_VALUE_OR_CLOSE: i32 = 1;
const WANT_KEY: i32 = 2;
const WANT_KEY_OR_CLOSE: i32 = 3;
const WANT_COMMA_OR_CLOSE: i32 = 4;

/** One byte a level: the bracket that is open. */
const STACK: usize = 0;
const MOST_DEPTH: i32 = 1000;
/** Slots of the key table: 1 + number of the key, or 0. */
const SLOTS: usize = 1024;
const SLOT_COUNT: u32 = 1024;
/** Of each key: where its text stands, and its length. */
const KEYS: usize = SLOTS + 1024 * 2;
const MOST_KEYS: usize = 64;
/** The texts of the keys. */
const TEXTS: usize = KEYS + MOST_KEYS * 8;
/** Results: flags, then six numbers a member. */
export const FLAGS: usize = 8192;
export const MEMBERS: usize = 8200;
const MEMBER: usize = 24;
const MOST_MEMBERS: i32 = 1000;
export const INPUT: usize = 65536;

const SPACES: i32 = 1;
const ESCAPES: i32 = 2;
const NEEDLESS_ESCAPES: i32 = 4;

let flags: i32 = 0;
let keyCount: u32 = 0;
let textEnd: usize = TEXTS;

/** Makes the key that stands at INPUT known; its number is the count of those before. */
export function addKey(length: u32): void {
  store<u32>(KEYS + keyCount * 8, <u32>textEnd);
  store<u32>(KEYS + keyCount * 8 + 4, length);
  memory.copy(textEnd, INPUT, length);
  let slot = slotOf(textEnd, length);
  while (load<u16>(SLOTS + slot * 2) !== 0) slot = (slot + 1) & (SLOT_COUNT - 1);
  keyCount++;
  store<u16>(SLOTS + slot * 2, <u16>keyCount);
  textEnd += length;
}

// @ts-expect-error: a decorator of AssemblyScript
function slotOf(at: usize, length: u32): u32 {
  const first = <u32>load<u8>(at);
  const middle = <u32>load<u8>(at + (length >> 1));
  const last = <u32>load<u8>(at + length - 1);
  return (length * 37 + first * 11 + middle * 5 + last) & (SLOT_COUNT - 1);
}

/** The number of a key; -1 when it is not known. */
function findKey(at: usize, length: u32): i32 {
  if (length === 0) return -1;
  let slot = slotOf(at, length);
  while (true) {
    const entry = <u32>load<u16>(SLOTS + slot * 2);
    if (entry === 0) return -1;
    const key = KEYS + (entry - 1) * 8;
    if (load<u32>(key + 4) === length && memory.compare(load<u32>(key), at, length) === 0) return <i32>(entry - 1);
    slot = (slot + 1) & (SLOT_COUNT - 1);
  }
}

// @ts-expect-error: a decorator of AssemblyScript
function isSpace(byte: u32): bool {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

// @ts-expect-error: a decorator of AssemblyScript
function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

// @ts-expect-error: a decorator of AssemblyScript
function isHex(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 < 6;
}

/** Behind the closing quote of the string whose text begins at `from`; 0 when it has none or is not legal. */
function stringEnd(from: usize): usize {
  let at = from;
  while (true) {
    const piece = v128.load(at);
    const stops = v128.or(
      v128.or(v128.eq<i8>(piece, v128.splat<i8>(0x22)), v128.eq<i8>(piece, v128.splat<i8>(0x5c))),
      v128.lt<u8>(piece, v128.splat<u8>(0x20)),
    );
    const mask = v128.bitmask<i8>(stops);
    if (mask === 0) {
      at += 16;
      continue;
    }
    at += ctz(mask);
    const byte = <u32>load<u8>(at);
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return 0;
    at = escapeEnd(at);
    if (at === 0) return 0;
  }
}

/** Behind the escape at `at`; 0 when it is none that JSON knows. */
function escapeEnd(at: usize): usize {
  flags |= ESCAPES;
  switch (load<u8>(at + 1)) {
    case 0x75: {
      flags |= NEEDLESS_ESCAPES;
      for (let i = 2; i < 6; i++) if (!isHex(load<u8>(at + i))) return 0;
      return at + 6;
    }
    case 0x2f:
      flags |= NEEDLESS_ESCAPES;
      return at + 2;
    case 0x22:
    case 0x5c:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return at + 2;
    default:
      return 0;
  }
}

function digitsEnd(from: usize): usize {
  let at = from;
  while (isDigit(load<u8>(at))) at++;
  return at;
}

/** Behind the number at `from` (RFC 8259, 6); 0 when none stands there. */
function numberEnd(from: usize): usize {
  let at = load<u8>(from) === 0x2d ? from + 1 : from;
  if (!isDigit(load<u8>(at))) return 0;
  at = load<u8>(at) === 0x30 ? at + 1 : digitsEnd(at);
  if (load<u8>(at) === 0x2e) {
    if (!isDigit(load<u8>(at + 1))) return 0;
    at = digitsEnd(at + 1);
  }
  if ((load<u8>(at) | 0x20) !== 0x65) return isDigit(load<u8>(at)) ? 0 : at;
  at++;
  if (load<u8>(at) === 0x2b || load<u8>(at) === 0x2d) at++;
  return isDigit(load<u8>(at)) ? digitsEnd(at) : 0;
}

/** Behind `true`, `false`, `null` or a number; 0 when none stands there. */
function scalarEnd(at: usize): usize {
  switch (load<u32>(at)) {
    case 0x65757274: // true
    case 0x6c6c756e: // null
      return at + 4;
    case 0x736c6166: // fals
      return load<u8>(at + 4) === 0x65 ? at + 5 : 0;
    default:
      return numberEnd(at);
  }
}

/** The hash of src/parquet/value-hash.ts. */
function hashOf(from: usize, to: usize): i32 {
  const length = to - from;
  const step: usize = length >= 64 ? 12 : 4;
  let hash: i32 = <i32>length;
  let at = from;
  for (; at + 4 <= to; at += step) {
    hash = (hash ^ load<i32>(at)) * <i32>0x9e3779b1;
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = (hash ^ <i32>load<u8>(at)) * <i32>0x85ebca6b;
  return hash ^ (hash >>> 13);
}

// @ts-expect-error: a decorator of AssemblyScript
/** Behind the colon that follows a key; 0 when none does. */
function colonEnd(after: usize): usize {
  let colon = after;
  while (isSpace(load<u8>(colon))) colon++;
  if (load<u8>(colon) !== COLON) return 0;
  if (colon !== after) flags |= SPACES;
  return colon + 1;
}

function beginMember(member: usize, key: usize, after: usize, value: usize): void {
  store<i32>(member, <i32>(key - INPUT));
  store<i32>(member + 4, <i32>(after - INPUT));
  store<i32>(member + 8, <i32>(value - INPUT));
  store<i32>(member + 16, findKey(key + 1, <u32>(after - key - 2)));
}

function endMember(member: usize, end: usize): void {
  store<i32>(member + 12, <i32>(end - INPUT));
  const value = INPUT + load<u32>(member + 8);
  const quoted: usize = load<u8>(value) === <u8>QUOTE && load<u8>(end - 1) === <u8>QUOTE ? 1 : 0;
  store<i32>(member + 20, hashOf(value + quoted, end - quoted));
}

/** The offset in the text behind the object at `from`, -1 when it is not whole or not legal or exceeds a limit. */
export function scan(from: i32, length: i32, mostDepth: i32, mostMembers: i32): i32 {
  const end = INPUT + length;
  let at = INPUT + from;
  if (load<u8>(at) !== OPEN_OBJECT) return -1;
  flags = 0;
  let depth = 1;
  store<u8>(STACK + 1, <u8>OPEN_OBJECT);
  let want = WANT_KEY_OR_CLOSE;
  let member = MEMBERS;
  const lastMember = MEMBERS + MEMBER * min(mostMembers, MOST_MEMBERS);
  const deepest = min(mostDepth, MOST_DEPTH);
  at++;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte === QUOTE) {
      if (want === WANT_COMMA_OR_CLOSE) return -1;
      const after = stringEnd(at + 1);
      if (after === 0 || after > end) return -1;
      if (want < WANT_KEY) {
        want = WANT_COMMA_OR_CLOSE;
        at = after;
        continue;
      }
      const value = colonEnd(after);
      if (value === 0) return -1;
      if (depth === 1) {
        if (member === lastMember) return -1;
        beginMember(member, at, after, value);
      }
      want = WANT_VALUE;
      at = value;
    } else if (byte === COMMA) {
      if (want !== WANT_COMMA_OR_CLOSE) return -1;
      if (depth === 1) {
        endMember(member, at);
        member += MEMBER;
      }
      want = load<u8>(STACK + depth) === OPEN_OBJECT ? WANT_KEY : WANT_VALUE;
      at++;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      if (want > WANT_VALUE_OR_CLOSE || depth === deepest) return -1;
      depth++;
      store<u8>(STACK + depth, <u8>byte);
      want = byte === OPEN_OBJECT ? WANT_KEY_OR_CLOSE : WANT_VALUE_OR_CLOSE;
      at++;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      const opener = byte - 2;
      if (want !== WANT_COMMA_OR_CLOSE && want !== (byte === CLOSE_OBJECT ? WANT_KEY_OR_CLOSE : WANT_VALUE_OR_CLOSE))
        return -1;
      if (load<u8>(STACK + depth) !== opener) return -1;
      at++;
      if (depth === 1) {
        if (want === WANT_COMMA_OR_CLOSE) {
          endMember(member, at - 1);
          member += MEMBER;
        }
        store<i32>(FLAGS, flags);
        store<i32>(FLAGS + 4, <i32>((member - MEMBERS) / MEMBER));
        return <i32>(at - INPUT);
      }
      depth--;
      want = WANT_COMMA_OR_CLOSE;
    } else if (isSpace(byte)) {
      flags |= SPACES;
      at++;
    } else {
      if (want > WANT_VALUE_OR_CLOSE) return -1;
      at = scalarEnd(at);
      if (at === 0) return -1;
      want = WANT_COMMA_OR_CLOSE;
    }
  }
  return -1;
}
