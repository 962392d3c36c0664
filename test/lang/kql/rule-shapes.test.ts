import { expect, test } from "vitest";
import type { Vocabulary } from "../../../src/ir/vocabulary.ts";
import { compileKql } from "../../../src/lang/kql/compile.ts";
import { source } from "../../../src/source/source.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";

/** Takes any name, as text: the shape of the query is what counts here. */
const openVocabulary: Vocabulary = {
  ...fakeVocabulary,
  resolve(name) {
    const known = fakeVocabulary.resolve(name);
    if (known.kind === "field") return known;
    return { kind: "field", binding: { name, type: "text", value: { kind: "path", column: "rest", keys: [name] } } };
  },
};

/** Queries in the forms that rules for CloudTrail take; the contents are made up. */
const SHAPES = {
  "a conjunction over lines": `
event.dataset: "aws.cloudtrail" and event.provider: "kms.amazonaws.com"
  and event.action: ("Rotate" or "Retire") and event.outcome: "success"
`,
  "keywords at the ends of lines": `
event.dataset:aws.cloudtrail and
  event.provider:(a.amazonaws.com or b.amazonaws.com) and
  not user.name:*bot
`,
  "windows line ends": "event.action:a and\r\n  event.outcome:success\r\n",
  tabs: "event.action:\ta\tand\tevent.outcome:\tsuccess",
  "not of a list": 'event.action:Put* and not user_agent.original:(*Terraform* or *Ansible* or "aws-cli")',
  "not of a group": "event.action:a and not (event.outcome:failure and user.name:x)",
  "group beside a group": "(event.action:(a or b) and x.y:*) or (event.action:c and not x.y:(d or e))",
  "groups two deep": "event.action:a and (x.y:b or (x.z:c and (x.w:d or x.w:e)))",
  "many alternatives": `event.action:(${Array.from({ length: 22 }, (_, i) => `"Action${i}"`).join(" or\n  ")})`,
  "list closed on its own line": "event.action:(\n  a or\n  b\n) and x.y:c",
  "everything but": 'aws.cloudtrail.user_identity.arn:(* and not (*AWSServiceRole* or "root"))',
  "patterns that all hold":
    "aws.cloudtrail.request_parameters:(*effect=Allow* and *principal=\\** and not *condition*)",
  "pattern with a space": "user_agent.original:(*Cyber Duck* or aws-cli*)",
  "pattern with signs": "aws.cloudtrail.request_parameters:*,cidrIp=0.0.0.0/0*,toPort=22*",
  "pattern over an escaped colon": "aws.cloudtrail.user_identity.arn:arn\\:aws\\:sts\\:\\:*\\:assumed-role/*/i-*",
  "exists and not exists": "aws.cloudtrail.error_code:* and not aws.cloudtrail.user_identity.invoked_by:*",
  "bare words": "event.outcome:success and x.mfa_used:false and x.dry:true",
  "bare number": "x.fromPort:22 or x.as.number:(1 or 2 or 3)",
  "hyphens in names and values": "x.request_parameters.x-amz-acl:(public-read or public-read-write)",
  ranges: "x.durationSeconds >= 43200 and x.durationSeconds <= 129600",
  networks: "not source.ip:(10.0.0.0/8 or 172.16.0.0/12 or 192.168.0.0/16)",
  "an address in quotes": 'source.ip:("10.0.0.1" or "2001:db8::1")',
  "an organisation with spaces": 'source.as.organization.name:(* and not ("Big Cloud, Inc." or Small Hosting))',
  "upper-case keywords": "event.action:(a OR b) AND NOT user.name:c",
  "spaces inside brackets": "( event.action : ( a or b ) ) and ( x.y : * )",
} as const;

test.each(Object.entries(SHAPES))("%s", (_, text) => {
  const { predicate, diagnostics } = compileKql(source("rule.toml", text), openVocabulary);
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(predicate).not.toBeNull();
});
