import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openIpLookup } from "../../src/enrich/ip.ts";
import { mmdb } from "./mmdb.ts";

const CITY = mmdb([
  {
    address: [203, 0, 113, 0],
    prefix: 24,
    data: {
      continent: { code: "NA", names: { en: "North America" } },
      country: { iso_code: "US", names: { en: "United States" } },
      subdivisions: [{ iso_code: "WA", names: { en: "Washington" } }],
      city: { names: { en: "Milton" } },
      location: { latitude: { double: 47.25 }, longitude: { double: -122.5 } },
    },
  },
  { address: [198, 51, 100, 0], prefix: 24, data: { country: { iso_code: "SE", names: { en: "Sweden" } } } },
]);
const ASN = mmdb([
  {
    address: [203, 0, 113, 0],
    prefix: 25,
    data: { autonomous_system_number: 64496, autonomous_system_organization: "Example Net" },
  },
  { address: [192, 0, 2, 0], prefix: 24, data: { autonomous_system_number: 64497 } },
]);

/** With zeros (no valid type) between the search tree and the metadata. */
function damaged(file: Buffer): Buffer {
  return Buffer.from(file).fill(0, file.lastIndexOf(Buffer.alloc(16)), file.lastIndexOf("MaxMind.com") - 3);
}

let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trailhound-mmdb-"));
  await writeFile(at("city.mmdb"), CITY);
  await writeFile(at("asn.mmdb"), ASN);
  await writeFile(at("text.mmdb"), "this is no database");
  await writeFile(at("damaged.mmdb"), damaged(CITY));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("openIpLookup", () => {
  test("joins what several files know", async () => {
    const lookup = await openIpLookup([at("city.mmdb"), at("asn.mmdb")]);
    expect(lookup("203.0.113.7")).toEqual({
      geo: {
        continent_name: "North America",
        country_iso_code: "US",
        country_name: "United States",
        region_iso_code: "US-WA",
        region_name: "Washington",
        city_name: "Milton",
        location: { lat: 47.25, lon: -122.5 },
      },
      as: { number: 64496, organization: { name: "Example Net" } },
    });
    expect(lookup("198.51.100.1")).toEqual({ geo: { country_iso_code: "SE", country_name: "Sweden" } });
    expect(lookup("192.0.2.9")).toEqual({ as: { number: 64497 } });
  });

  test("reads an IPv4 address inside an IPv6 one, and no other IPv6 address in a file of IPv4 ones", async () => {
    const lookup = await openIpLookup([at("asn.mmdb")]);
    expect(lookup("::ffff:192.0.2.9")).toEqual({ as: { number: 64497 } });
    expect(lookup("c000:0200::1")).toBeNull();
  });

  test.each(["10.0.0.1", "AWS Internal", "ssm.amazonaws.com", "", "203.0.113", "203.0.113.7.1"])(
    "%s is in none",
    async (ip) => {
      const lookup = await openIpLookup([at("city.mmdb"), at("asn.mmdb")]);
      expect(lookup(ip)).toBeNull();
    },
  );

  test("without files nothing is known", async () => {
    expect((await openIpLookup([]))("203.0.113.7")).toBeNull();
  });

  test.each(["text.mmdb", "missing.mmdb", "."])("%s: an error that names the file", async (name) => {
    await expect(openIpLookup([at(name)])).rejects.toThrow(/: not a readable MaxMind DB file \(.+\)$/);
  });

  test("damage that only a lookup meets names the file too", async () => {
    const lookup = await openIpLookup([at("damaged.mmdb")]);
    const answer = (): unknown => lookup("203.0.113.7");
    expect(answer).toThrow(/damaged\.mmdb: damaged MaxMind DB file/);
  });
});
