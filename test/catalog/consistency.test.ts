import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceIp } from "../../src/catalog/derive.ts";
import { toDocument } from "../../src/catalog/document.ts";
import { flattenDocument } from "../../src/catalog/flatten-document.ts";
import { isRawObject, type RawObject } from "../../src/catalog/record/raw-value.ts";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import type { Binding, VocabularyName } from "../../src/ir/vocabulary.ts";
import { type Event, elements } from "./evaluate.ts";
import { RECORDS, record } from "./records.ts";

const SOURCE = {
  geo: { continent_name: "Europe", country_iso_code: "SE", city_name: "Lund", location: { lat: 55.7, lon: 13.2 } },
  as: { number: 64496, organization: { name: "Example Net" } },
};
const AGENT = {
  name: "aws-cli",
  version: "2.17.60",
  device: { name: "Other" },
  os: { name: "Linux", full: "Linux 6" },
};

/** The document has parts more (see the bindings' comments): what the vocabulary finds must be among them. */
const SUBSETS: ReadonlySet<string> = new Set(["related.user", "related.hosts"]);
/** Names that read two spellings of one field. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "resources.ARN": ["resources.ARN", "resources.arn"],
  "resources.arn": ["resources.ARN", "resources.arn"],
  sharedEventID: ["sharedEventID", "sharedEventId"],
  sharedEventId: ["sharedEventID", "sharedEventId"],
};
/** Not in a document: our own columns, and the texts of a whole record. */
const OWN = /^@?trailhound\.|^message$/;

function comparable(binding: Binding, texts: readonly string[]): string[] {
  const canonical = binding.type === "time" ? texts.map((text) => new Date(text).toISOString()) : texts;
  return [...new Set(canonical)].sort();
}

/** Told apart by event in the vocabulary and by text in the document: the same for what real calls ask for only. */
const TOLD_BY_EVENT = /^((user|host|service)[.]target[.]entity[.]id|entity[.]target[.]id|related[.]hosts)$/;

function compare(as: VocabularyName, event: Event, skip = /^$/): void {
  const source = event.info?.source_info ? SOURCE : null;
  const document = flattenDocument(toDocument(event.record, as, { source, agent: event.info ? AGENT : null }));
  const inDocument = (listed: string): string[] => {
    const name = as === "datadog" ? listed.replace(/^@/, "") : listed;
    return (SPELLINGS[name] ?? [name]).flatMap((each) => document.get(each) ?? []);
  };
  const listed = vocabularies[as].expand("*").filter(({ name, type }) => type !== "json" && !OWN.test(name));
  for (const binding of [...listed, ...openFields(as, document.keys())].filter(({ name }) => !skip.test(name))) {
    const found = comparable(binding, elements(event, binding.value));
    const expected = comparable(binding, inDocument(binding.name));
    if (SUBSETS.has(binding.name)) expect(expected, binding.name).toEqual(expect.arrayContaining(found));
    else expect({ [binding.name]: found }).toEqual({ [binding.name]: expected });
  }
}

/** Every field of the document must be known, too. */
function openFields(as: VocabularyName, names: Iterable<string>): Binding[] {
  return [...names].flatMap((name) => {
    const known = [name, `@${name}`].map((each) => vocabularies[as].resolve(each));
    const found = known.find((each) => each.kind === "field");
    expect(found, `${as} knows ${name}`).toBeDefined();
    return found?.kind === "field" ? [found.binding] : [];
  });
}

describe.each(["ecs", "datadog", "cloudtrail"] as const)("%s: the vocabulary finds what the document holds", (as) => {
  test.each(Object.entries(RECORDS))("%s", (_name, each) => {
    compare(as, { record: each });
    const source = sourceIp(each) === undefined ? {} : { source_info: SOURCE };
    compare(as, { record: each, info: { ...source, agent_info: AGENT } });
  });
});

const TEXT = fc.constantFrom(null, "", "-", "none", "x", "a@b", "i-0123456789abcdef0", "arn:aws:iam::1:role/x", "No");
const PARAMETERS = fc.dictionary(
  fc.constantFrom("name", "userName", "groupName", "roleArn", "policyArn", "secretId", "instanceIds", "a.b", "target"),
  fc.oneof(TEXT, fc.array(TEXT, { maxLength: 3 }), fc.integer(), fc.boolean(), fc.record({ c: TEXT })),
);
const ARN = fc.constantFrom(
  "arn:aws:sts::1:assumed-role/R/s@x",
  "arn:aws:sts::1:assumed-role/R/i-0123456789abcdef0",
  "arn:aws:iam::1:user/u",
  "arn:aws:ec2:r:1:instance/i-1",
  "arn:aws:iam::1:role/aws-service-role/x/AWSServiceRoleForX",
  "",
  null,
);
const RANDOM: fc.Arbitrary<RawObject> = fc
  .record({
    event: fc.constantFrom(
      ["ssm", "GetParameter"],
      ["sts", "AssumeRole"],
      ["iam", "CreateUser"],
      ["ec2", "RunInstances"],
      ["signin", "ConsoleLogin"],
    ),
    type: fc.constantFrom("IAMUser", "AssumedRole", "AWSService", "IdentityCenterUser", "Root", "AWSAccount", ""),
    arn: ARN,
    issuer: fc.option(fc.record({ arn: TEXT, userName: TEXT })),
    identity: fc.record({ userName: TEXT, accountId: TEXT, invokedBy: TEXT, principalId: TEXT, accessKeyId: TEXT }),
    errorCode: TEXT,
    sourceIPAddress: fc.constantFrom(
      "1.2.3.4",
      "10.0.0.1",
      "::1",
      "AWS Internal",
      "a.example.com",
      "ssm.amazonaws.com",
      "-",
    ),
    requestParameters: fc.option(PARAMETERS),
    responseElements: fc.option(fc.dictionary(fc.constantFrom("ConsoleLogin", "instanceId", "z"), TEXT)),
    additionalEventData: fc.option(fc.record({ MFAUsed: TEXT, MobileVersion: TEXT })),
    tlsVersion: fc.constantFrom("TLSv1.2", "TLSv1.3", "none", "9", null),
  })
  .map(({ event: [source = "", name = ""], type, arn, issuer, identity, tlsVersion, ...rest }) =>
    record(source, name, {
      ...rest,
      userIdentity: { ...identity, type, arn, sessionContext: { sessionIssuer: issuer } },
      tlsDetails: { tlsVersion },
    }),
  );

test.each(["ecs", "cloudtrail"] as const)("%s: also over random records", (as) => {
  fc.assert(
    fc.property(RANDOM, (each) => {
      expect(isRawObject(each)).toBe(true);
      compare(as, { record: each }, TOLD_BY_EVENT);
    }),
    { numRuns: 40, seed: 20260102 },
  );
});
