import { type AsnResponse, type CityResponse, open, type Reader } from "maxmind";
import { ipKey } from "../util/ip.ts";
import { geoOf, type SourceGeo } from "./geo.ts";

/** ECS `source.geo` and `source.as`; what no database knows is left out. */
type SourceInfo = {
  readonly geo?: SourceGeo;
  readonly as?: { readonly number: number; readonly organization?: { readonly name: string } };
};

export type LookupIp = (ip: string) => SourceInfo | null;

type AnyRecord = Partial<CityResponse> & Partial<AsnResponse>;

/** The first 24 of the 32 hex digits of an IPv4-mapped IPv6 address. */
const MAPPED_PREFIX = "00000000000000000000ffff";

interface Database {
  readonly file: string;
  readonly reader: Reader<AnyRecord & CityResponse>;
}

/**
 * Opens MaxMind DB files (city, country, ASN, in any number; each is read once, whole) and gives the lookup of an address.
 * For each field the first file that knows it counts. Null when none knows the address (private ones are in none) or when the
 * text is no address. Throws an Error that names the file when it cannot be read or is not a MaxMind DB, also on a lookup
 * that meets damaged data.
 */
export async function openIpLookup(files: readonly string[]): Promise<LookupIp> {
  const databases: Database[] = [];
  for (const file of files) databases.push({ file, reader: await openDatabase(file) });
  return (text) => {
    const address = addressOf(text);
    if (address === undefined) return null;
    const found = databases.map((database) => infoOf(lookup(database, address))).reverse();
    const info: SourceInfo = Object.assign({}, ...found);
    return Object.keys(info).length === 0 ? null : info;
  };
}

async function openDatabase(file: string): Promise<Database["reader"]> {
  try {
    return await open<AnyRecord & CityResponse>(file);
  } catch (error) {
    throw new Error(`${file}: not a readable MaxMind DB file (${messageOf(error)})`, { cause: error });
  }
}

/** An IPv4 address inside an IPv6 one (`::ffff:1.2.3.4`) as IPv4; undefined when the text is no address. */
function addressOf(text: string): string | undefined {
  const key = ipKey(text);
  if (key === undefined || !text.includes(":") || !key.startsWith(MAPPED_PREFIX)) return key && text;
  const octets = key.slice(MAPPED_PREFIX.length).match(/../g) ?? [];
  return octets.map((octet) => Number.parseInt(octet, 16)).join(".");
}

function lookup({ file, reader }: Database, ip: string): AnyRecord | null {
  // The reader would follow the first 32 bits of an IPv6 address through a tree of IPv4 addresses.
  if (ip.includes(":") && reader.metadata.ipVersion === 4) return null;
  try {
    return reader.get(ip);
  } catch (error) {
    throw new Error(`${file}: damaged MaxMind DB file (${messageOf(error)})`, { cause: error });
  }
}

function infoOf(record: AnyRecord | null): SourceInfo {
  if (record === null) return {};
  const geo = geoOf(record);
  const number = record.autonomous_system_number;
  const name = record.autonomous_system_organization;
  return {
    ...(geo === null ? {} : { geo }),
    ...(number === undefined ? {} : { as: { number, ...(name === undefined ? {} : { organization: { name } }) } }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
