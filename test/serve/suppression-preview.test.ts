import { expect, test } from "vitest";
import type { AlertDesk } from "../../src/alert/store/stored-alert.ts";
import type { Plan, Row } from "../../src/ir/plan.ts";
import type { Lake } from "../../src/lake/lake.ts";
import { loadRules } from "../../src/rule/load.ts";
import { openSuppressionDesk } from "../../src/serve/suppression-desk.ts";
import { SAMPLES } from "../api/sample-alerts.ts";
import { elastic, ruleFile } from "../cli/rules.ts";

test.each(["alerts", "events"] as const)("a preview for %s reads what is committed alone", async (appliesTo) => {
  const [stored] = SAMPLES;
  if (stored === undefined) throw new Error("no sample");
  const text = ruleFile(elastic(stored.alert.rule.id, { query: "event.action: *" }));
  const { rules } = loadRules([{ path: "a.ndjson", text }]);
  const asked: Plan[] = [];
  async function* nothing(plan: Plan): AsyncGenerator<Row> {
    asked.push(plan);
    yield* [];
  }
  const stats = { events: 2, duplicates: 0, first: 1, last: 2 };
  const staged = (): never => {
    throw new Error("what is staged is read");
  };
  const lake = { rows: staged, pick: staged, stats, counted: { rows: nothing, parts: [{ first: 1, last: 2 }] } };
  const list: AlertDesk["list"] = async () => ({ alerts: [{ ...stored, status: "current" }], next: null });
  const desk = openSuppressionDesk({
    lake: () => lake as unknown as Lake,
    desk: () => ({ list }) as AlertDesk,
    ofFiles: () => [],
    rules: () => rules,
    inForce: () => [],
    now: Date.now,
    onChange: async () => undefined,
  });
  const language = "datadog";
  const facts = { rules: null, query: "@evt.name:x", owner: "ana", reason: "b", from: null, expires: null };
  expect(await desk.preview({ appliesTo, language, ...facts })).toMatchObject({ looked: 1, stayTotal: 1 });
  expect(asked.length).toBeGreaterThan(0);
});
