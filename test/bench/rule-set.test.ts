import { expect, test } from "vitest";
import { OTHER_CALLS, SIMULATED_CALLS } from "../../bench/rules/calls.ts";
import { ruleSet } from "../../bench/rules/rule-set.ts";
import { loadRules } from "../../src/rule/load.ts";
import { ruleType } from "../../src/rule/rule.ts";

const files = ruleSet(1000).map(({ name, text }) => ({ path: name, text }));
const loaded = loadRules(files);

test("the same number and seed give the same rules, a smaller set is the beginning of a larger one", () => {
  expect(ruleSet(1000).map(({ text }) => text)).toEqual(files.map(({ text }) => text));
  expect(ruleSet(10)).toEqual(ruleSet(100).slice(0, 10));
  expect(ruleSet(10, 2)).not.toEqual(ruleSet(10));
});

test("every rule loads without a word", () => {
  expect(loaded.rules).toHaveLength(1000);
  expect(new Set(loaded.rules.map(({ id }) => id)).size).toBe(1000);
  expect(loaded.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
});

test("all methods of both formats, in their shares", () => {
  const counts: Record<string, number> = {};
  for (const { format, method } of loaded.rules) {
    const kind = `${format} ${ruleType(method)}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  expect(Object.keys(counts).sort()).toEqual([
    "datadog-json anomaly_detection",
    "datadog-json new_value",
    "datadog-json threshold",
    "elastic-toml new_terms",
    "elastic-toml query",
    "elastic-toml threshold",
  ]);
  expect(counts["elastic-toml query"]).toBeGreaterThan(400);
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
});

test("a third is about calls that the simulation writes, some about no call", () => {
  const about = (calls: readonly { readonly source: string }[]) => {
    const sources = new Set(calls.map(({ source }) => source));
    return files.filter(({ text }) =>
      [...sources].some((source) => text.includes(`ource:${source} `) || text.includes(`rovider: "${source}"`)),
    ).length;
  };
  expect(about([...SIMULATED_CALLS, ...OTHER_CALLS])).toBeGreaterThan(900);
  const pairs = SIMULATED_CALLS.map(({ name }) => name);
  const simulated = files.filter(({ text }) =>
    pairs.some((name) => text.includes(`: ${name} (`) || text.includes(`: ${name}, `)),
  );
  expect(simulated.length).toBeGreaterThan(250);
  expect(simulated.length).toBeLessThan(420);
  const keyless = files.filter(({ text }) => /: (any call|free text) \(/.test(text));
  expect(keyless.length).toBeGreaterThan(30);
});

test("no call stands in both tables, or twice", () => {
  const names = [...SIMULATED_CALLS, ...OTHER_CALLS].map(({ source, name }) => `${source} ${name}`);
  expect(names.length - new Set(names).size).toBe(0);
});
