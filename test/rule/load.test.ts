import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkReport } from "../../src/rule/check-report.ts";
import { loadRules } from "../../src/rule/load.ts";
import type { LoadedRules, RuleFile } from "../../src/rule/loaded-rules.ts";
import { datadogQuery, datadogRule, elasticRule } from "./samples.ts";

const CASES = join(import.meta.dirname, "cases");

/** Every input of every golden case, each under a path of its own. */
const FILES: readonly RuleFile[] = readdirSync(CASES)
  .flatMap((name) => readdirSync(join(CASES, name)).map((file) => `${name}/${file}`))
  .filter((path) => !path.endsWith("expected.txt"))
  .map((path) => ({ path, text: readFileSync(join(CASES, path), "utf8") }));

/** A rule is there exactly when nothing about it is an error, and everything is accounted for. */
function expectWhole(loaded: LoadedRules): void {
  const ok = loaded.checked.filter((each) => each.format !== null && each.status === "ok");
  expect(loaded.rules.map((rule) => rule.id)).toEqual(ok.map((each) => each.id));
  for (const each of loaded.checked) {
    const errors = each.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    expect(each.status === "ok").toBe(errors.length === 0);
  }
  const rules = loaded.checked.filter((each) => each.format !== null);
  expect(loaded.rules.length + loaded.unsupported.length + loaded.invalid.length).toBe(rules.length);
}

test("the order of the files does not matter", () => {
  const expected = JSON.stringify(checkReport(loadRules(FILES)));
  fc.assert(
    fc.property(fc.shuffledSubarray([...FILES], { minLength: FILES.length }), (files) => {
      expect(JSON.stringify(checkReport(loadRules(files)))).toBe(expected);
    }),
    { numRuns: 3 },
  );
});

test("whatever is cut out of a file, nothing is thrown or lost", () => {
  const cuts = fc.record({
    file: fc.constantFrom(...FILES),
    at: fc.nat(4000),
    length: fc.integer({ min: 0, max: 40 }),
    scrap: fc.constantFrom(
      "",
      '"',
      "{",
      "}",
      "[",
      "]",
      ",",
      "null",
      "1",
      "\n",
      "\\",
      "[rule]",
      "'''",
      "\u0000",
      "=",
      "(",
      "*",
    ),
  });
  fc.assert(
    fc.property(cuts, ({ file, at, length, scrap }) => {
      const text = file.text.slice(0, at) + scrap + file.text.slice(at + length);
      const loaded = loadRules([{ path: file.path, text }]);
      expectWhole(loaded);
      checkReport(loaded);
    }),
    { numRuns: 400 },
  );
});

test.each([
  [
    "an Elastic rule",
    elasticRule({ threshold: {}, exceptions_list: [], filters: [], alert_suppression: {}, index: [] }),
  ],
  ["a Datadog rule", datadogRule({ filters: [], tags: [] }, { anomalyDetectionOptions: {}, newValueOptions: {} })],
])("whatever a value of %s is replaced by, nothing is thrown or lost", (_name, rule) => {
  const change = fc.tuple(fc.constantFrom(...Object.keys(rule)), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      expectWhole(loadRules([{ path: "a.json", text: JSON.stringify({ ...rule, ...Object.fromEntries(changes) }) }]));
    }),
    { numRuns: 300 },
  );
});

test("without a time to compare with no exception has expired", () => {
  const list = { list_id: "l", name: "l", type: "detection" };
  const entries = [{ field: "user.name", operator: "included", type: "match", value: "a" }];
  const expire_time = "2020-01-01T00:00:00Z";
  const item = { item_id: "i", list_id: "l", name: "i", type: "simple", entries, expire_time };
  const rule = elasticRule({ exceptions_list: [{ list_id: "l", type: "detection" }] });
  const files = [{ path: "a.ndjson", text: [rule, list, item].map((each) => JSON.stringify(each)).join("\n") }];
  const kindAt = (now?: number): string | undefined => {
    const method = loadRules(files, now === undefined ? {} : { now }).rules[0]?.method;
    return method?.kind === "query" ? method.predicate.kind : undefined;
  };
  expect(kindAt()).toBe("and");
  expect(kindAt(Date.parse("2020-01-01T00:00:00Z"))).toBe("and");
  expect(kindAt(Date.parse("2020-01-01T00:00:00.001Z"))).toBe("equals");
});

test("thousands of rules of one id are refused in good time", () => {
  const rule = JSON.stringify(datadogRule({ queries: [datadogQuery()] }));
  const loaded = loadRules([{ path: "a.ndjson", text: Array(2000).fill(rule).join("\n") }]);
  expect(loaded.invalid).toHaveLength(2000);
  expect(checkReport(loaded)).toHaveLength(2000);
});
