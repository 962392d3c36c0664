import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import { plansOf } from "../../src/engine/plans-of.ts";
import type { Plan } from "../../src/ir/plan.ts";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import type { CompiledQuery } from "../../src/lang/compiled.ts";
import { compileSearch } from "../../src/lang/datadog/compile.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { loadRules } from "../../src/rule/load.ts";
import type { CheckedRule, LoadedRules } from "../../src/rule/loaded-rules.ts";
import { source } from "../../src/source/source.ts";
import { invariant } from "../../src/util/invariant.ts";
import { fill } from "../lake/temporary-lake.ts";
import { DATADOG_RULES, DATADOG_UNSUPPORTED } from "./vendor-shapes/datadog-rules.ts";
import { ELASTIC_RULES, ELASTIC_UNSUPPORTED } from "./vendor-shapes/elastic-rules.ts";
import { EVENTS } from "./vendor-shapes/events.ts";
import { KQL_SHAPES } from "./vendor-shapes/kql-shapes.ts";
import { SEARCH_SHAPES } from "./vendor-shapes/search-shapes.ts";

// Every form that occurs in the public rule sets of the two vendors, in rules of our own, down to the database.

let directory = "";
let lake: Lake;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "trailhound-shapes-"));
  lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "temporary" });
  await fill(lake, EVENTS);
});

afterAll(async () => {
  await lake.close();
  await rm(directory, { recursive: true, force: true });
});

async function idsOf(plan: Plan): Promise<readonly unknown[]> {
  const ids: unknown[] = [];
  for await (const row of lake.rows(plan)) ids.push(row["event_id"]);
  return ids.sort();
}

async function expectFound(compiled: CompiledQuery, expected: readonly string[], warned: boolean): Promise<void> {
  const said = compiled.diagnostics.map(({ severity, code }) => `${severity} ${code}`);
  expect(said).toEqual(warned ? ["warning never-matches"] : []);
  invariant(compiled.predicate, "a query without errors has a predicate");
  const plan: Plan = { kind: "filter", input: { kind: "events" }, predicate: compiled.predicate };
  expect(await idsOf(plan)).toEqual([...expected].sort());
}

describe("KQL", () => {
  for (const [element, query, finds, warnings] of KQL_SHAPES) {
    test(element, async () => {
      await expectFound(compileKql(source(element, query), vocabularies.ecs), finds, warnings !== undefined);
    });
  }
});

describe("log search", () => {
  for (const [element, query, finds, warnings] of SEARCH_SHAPES) {
    test(element, async () => {
      await expectFound(compileSearch(source(element, query), vocabularies.datadog), finds, warnings !== undefined);
    });
  }
});

/** The database takes every plan that the method begins with. */
async function expectRuns({ rules }: LoadedRules): Promise<void> {
  const plans = (await Promise.all(rules.map(plansOf))).flat();
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) await idsOf(plan);
}

function only(loaded: LoadedRules): CheckedRule {
  const [checked] = loaded.checked;
  invariant(checked && loaded.checked.length === 1, "one rule, and nothing about its file");
  return checked;
}

function errorsOf({ diagnostics }: CheckedRule): readonly string[] {
  return diagnostics.flatMap(({ severity, code, message }) => (severity === "error" ? [`${code}: ${message}`] : []));
}

describe("Elastic rules", () => {
  test.each(Object.entries(ELASTIC_RULES))("%s", async (_name, text) => {
    const loaded = loadRules([{ path: "rule.toml", text }]);
    expect(errorsOf(only(loaded))).toEqual([]);
    await expectRuns(loaded);
  });

  test.each(Object.entries(ELASTIC_UNSUPPORTED))("not supported: %s", (_name, [text, because]) => {
    const checked = only(loadRules([{ path: "rule.toml", text }]));
    expect(checked.status).toBe("unsupported");
    expect(errorsOf(checked)).toEqual([because]);
  });
});

describe("Datadog rules", () => {
  test.each(Object.entries(DATADOG_RULES))("%s", async (_name, rule) => {
    const loaded = loadRules([{ path: "rule.json", text: JSON.stringify(rule) }]);
    expect(errorsOf(only(loaded))).toEqual([]);
    await expectRuns(loaded);
  });

  test.each(Object.entries(DATADOG_UNSUPPORTED))("not supported: %s", (_name, rule) => {
    const checked = only(loadRules([{ path: "rule.json", text: JSON.stringify(rule) }]));
    expect(checked.status).toBe("unsupported");
    expect(checked.name).toBe("Calls");
    expect(errorsOf(checked).filter((each) => !each.startsWith("unsupported-"))).toEqual([]);
  });
});
