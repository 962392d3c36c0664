/** Writes small MaxMind DB files for tests (format 2.0, records of 24 bits). */
type Data = string | number | { readonly double: number } | readonly Data[] | { readonly [key: string]: Data };

interface Network {
  /** Octets of an IPv4 address. */
  readonly address: readonly [number, number, number, number];
  readonly prefix: number;
  readonly data: Data;
}

const EMPTY = -1;

export function mmdb(networks: readonly Network[], databaseType = "Test"): Buffer {
  const nodes: [number, number][] = [[EMPTY, EMPTY]];
  const data: Buffer[] = [];
  let size = 0;
  const leaves = new Map<string, number>();
  for (const network of networks) {
    let node = 0;
    for (let depth = 0; depth < network.prefix; depth++) {
      const bit = ((network.address[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1;
      if (depth === network.prefix - 1) {
        leaves.set(`${node}:${bit}`, size);
        break;
      }
      const pair = nodes[node] as [number, number];
      if (pair[bit] === EMPTY) {
        nodes.push([EMPTY, EMPTY]);
        pair[bit] = nodes.length - 1;
      }
      node = pair[bit] as number;
    }
    const encoded = encode(network.data);
    data.push(encoded);
    size += encoded.length;
  }
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.forEach((pair, node) => {
    for (const bit of [0, 1] as const) {
      const leaf = leaves.get(`${node}:${bit}`);
      const value = leaf !== undefined ? nodes.length + 16 + leaf : pair[bit] === EMPTY ? nodes.length : pair[bit];
      tree.writeUIntBE(value, node * 6 + bit * 3, 3);
    }
  });
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: databaseType,
    description: { en: "test" },
    ip_version: 4,
    languages: ["en"],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from("abcdef4d61784d696e642e636f6d", "hex"), metadata]);
}

function encode(value: Data): Buffer {
  if (typeof value === "string") return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(11, value.length), ...value.map(encode)]);
  if (isDouble(value)) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value.double);
    return Buffer.concat([head(3, 8), bytes]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([head(7, entries.length), ...entries.flatMap(([key, each]) => [encode(key), encode(each)])]);
}

function isDouble(value: Data): value is { readonly double: number } {
  return typeof value === "object" && "double" in value;
}

function head(type: number, size: number): Buffer {
  const bits = Math.min(size, 29);
  const first = type <= 7 ? [(type << 5) | bits] : [bits, type - 7];
  return Buffer.from(size < 29 ? first : [...first, size - 29]);
}
