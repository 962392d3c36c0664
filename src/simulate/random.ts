/** A seeded source of choices. The same labels give the same choices, on every machine. */
export interface Random {
  /** `[0, 1)`, 32 bits. */
  next(): number;
  /** An integer of `[0, below)`. */
  int(below: number): number;
  /** An integer of `[low, high]`. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different elements, fewer when the list is shorter, in random order. */
  sample<T>(list: readonly T[], count: number): T[];
  hex(length: number): string;
  text(length: number, alphabet: string): string;
  uuid(): string;
}

/** A generator for what the labels name: `random(seed, "people", account)`. */
export function random(...labels: readonly (string | number)[]): Random {
  const next = sfc32(labels.join("\u0000"));
  const int = (below: number) => Math.floor(next() * below);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[int(list.length)];
    if (found === undefined) throw new Error("bug: nothing to pick from");
    return found;
  };
  const text = (length: number, alphabet: string) => {
    let out = "";
    while (out.length < length) out += alphabet[int(alphabet.length)];
    return out;
  };
  const hex = (length: number) => hexOf(next, length);
  return {
    next,
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (probability) => next() < probability,
    pick,
    sample: (list, count) => shuffled(list, int).slice(0, count),
    hex,
    text,
    uuid: () => uuidOf(next),
  };
}

const FOUR_DIGITS = Array.from({ length: 0x10000 }, (_, i) => i.toString(16).padStart(4, "0"));

function four(bits: number): string {
  return FOUR_DIGITS[bits & 0xffff] ?? "";
}

/** Version 4, as RFC 9562 lays it out. */
function uuidOf(next: () => number): string {
  const word = () => Math.floor(next() * 0x1_0000_0000);
  const [a, b, c, d] = [word(), word(), word(), word()];
  const version = four(0x4000 | (b & 0x0fff));
  const variant = four(0x8000 | (c & 0x3fff));
  return `${four(a >>> 16)}${four(a)}-${four(b >>> 16)}-${version}-${variant}-${four(c >>> 16)}${four(d >>> 16)}${four(d)}`;
}

function shuffled<T>(list: readonly T[], int: (below: number) => number): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = int(i + 1);
    const here = out[i] as T;
    out[i] = out[j] as T;
    out[j] = here;
  }
  return out;
}

function hexOf(next: () => number, length: number): string {
  let out = "";
  while (out.length < length) {
    out += Math.floor(next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  }
  return out.slice(0, length);
}

/** "Small fast counting" by Chris Doty-Humphrey (PractRand), 128 bits of state; its first outputs are thrown away as he advises. */
function sfc32(label: string): () => number {
  let [a, b, c, d] = hash128(label);
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** FNV-1a over UTF-16 units in four lanes with different offsets: spreads labels, nothing cryptographic. */
function hash128(text: string): [number, number, number, number] {
  const lanes: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    for (let lane = 0; lane < 4; lane++) {
      lanes[lane] = Math.imul((lanes[lane] ?? 0) ^ (unit + lane * 0x101), 0x01000193);
    }
  }
  return lanes;
}
