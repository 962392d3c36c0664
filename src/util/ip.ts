/** `key` is 32 hex digits: IPv4 as the IPv4-mapped IPv6 address, so that both kinds sort and compare as text. */
export interface IpRange {
  readonly first: string;
  readonly last: string;
}

const MAPPED = 0xffffn << 32n;

/** The address as 32 lower-case hex digits; undefined when the text is not an IPv4 or IPv6 address (no zone, no port). */
export function ipKey(text: string): string | undefined {
  const number = text.includes(":") ? parseV6(text) : parseV4(text);
  if (number === undefined) return undefined;
  return hex(text.includes(":") ? number : MAPPED | number);
}

/** First and last address of `10.0.0.0/8`, `2001:db8::/32` or of a single address; undefined when it is neither. */
export function ipRange(network: string): IpRange | undefined {
  const [address = "", prefixText, ...rest] = network.split("/");
  const key = ipKey(address);
  if (key === undefined || rest.length > 0) return undefined;
  const width = address.includes(":") ? 128 : 32;
  const prefix = prefixText === undefined ? width : parsePrefix(prefixText, width);
  if (prefix === undefined) return undefined;
  const hostBits = BigInt(width - prefix);
  const base = (BigInt(`0x${key}`) >> hostBits) << hostBits;
  return { first: hex(base), last: hex(base | ((1n << hostBits) - 1n)) };
}

function parsePrefix(text: string, width: number): number | undefined {
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const prefix = Number(text);
  return prefix <= width ? prefix : undefined;
}

function hex(number: bigint): string {
  return number.toString(16).padStart(32, "0");
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let number = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    number = (number << 8n) | BigInt(part);
  }
  return number;
}

function parseV6(text: string): bigint | undefined {
  const halves = expandTail(text)?.split("::");
  if (halves === undefined || halves.length > 2) return undefined;
  const [left = [], right] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<string>(missing).fill("0"), ...(right ?? [])];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}

/** `::ffff:1.2.3.4` with its dotted tail as two groups. */
function expandTail(text: string): string | undefined {
  const at = text.lastIndexOf(":") + 1;
  const tail = text.slice(at);
  if (!tail.includes(".")) return text;
  const number = parseV4(tail);
  if (number === undefined) return undefined;
  return `${text.slice(0, at)}${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
}
