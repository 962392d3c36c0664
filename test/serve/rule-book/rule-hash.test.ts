import fc from "fast-check";
import { expect, test } from "vitest";
import type { RuleFile } from "../../../src/rule/loaded-rules.ts";
import { judgeRules } from "../../../src/serve/rule-book/judge-rules.ts";
import { datadogRule, elasticRule } from "../../rule/samples.ts";

const TOML = `[metadata]
maturity = "production"

[rule]
rule_id = "toml"
name = "From TOML"
description = "d"
note = "n"
type = "query"
query = 'event.action: "GetParameter" and not user.name: "ours"'
risk_score = 47
severity = "medium"
tags = ["a", "b"]
`;

/** The same in another order and another layout. */
const SAME_TOML = `# A comment.
[rule]
tags = [
  "a",
  "b",
]
severity = 'medium'
query = """event.action: "GetParameter" and not user.name: "ours\\""""
risk_score = 47
name = "From TOML"
type = "query"
note = "n"
description = "d"
rule_id = "toml"

[metadata]
maturity = "production"
`;

function hashes(files: readonly RuleFile[]): Readonly<Record<string, string>> {
  const { value, faults } = judgeRules(new Map(files.map((file) => [file.path, file])), 0, new Set());
  expect(faults).toEqual([]);
  return Object.fromEntries(value.rules.map(({ id, hash }) => [id, hash]));
}

const OBJECTS = [elasticRule({ rule_id: "e" }), datadogRule(), elasticRule({ rule_id: "f", enabled: false })];

const FILES: readonly RuleFile[] = [
  { path: "e.json", text: JSON.stringify(OBJECTS[0]) },
  { path: "d.json", text: JSON.stringify(OBJECTS[1]) },
  { path: "f.json", text: JSON.stringify(OBJECTS[2]) },
  { path: "t.toml", text: TOML },
];

/** The same rules in files of other names and layouts, in another order. */
const rearranged = fc
  .record({
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    indent: fc.integer({ min: 0, max: 3 }),
    reversed: fc.boolean(),
    folder: fc.constantFrom("", "sub/", "z/"),
  })
  .map(({ order, indent, reversed, folder }): readonly RuleFile[] => {
    const files = order.map((at, i) => {
      const entries = Object.entries(OBJECTS[at] ?? {});
      const object = Object.fromEntries(reversed ? entries.reverse() : entries);
      return { path: `${folder}${i}.json`, text: JSON.stringify(object, null, indent) };
    });
    return [...files, { path: `${folder}t.toml`, text: SAME_TOML }];
  });

test("neither the files nor their formatting decide the hash", () => {
  const expected = hashes(FILES);
  expect(Object.keys(expected)).toHaveLength(4);
  fc.assert(
    fc.property(rearranged, (files) => {
      expect(hashes(files)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test.each([
  { name: "Other" },
  { severity: "high" },
  { query: 'event.action:"GetParameters"' },
  { enabled: false },
  { interval: "6m" },
  { note: "Ask somebody else." },
])("a rule with other keys is another rule: %j", (keys) => {
  const before = hashes(FILES);
  const after = hashes([{ path: "e.json", text: JSON.stringify(elasticRule({ rule_id: "e", ...keys })) }]);
  expect(after["e"]).not.toBe(before["e"]);
});
