import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newReport } from "../../src/cli/report-file.ts";
import type { RunPlan } from "../../src/ir/plan.ts";
import type { Severity } from "../../src/rule/rule.ts";
import { ROLE, sampleAlert } from "./samples/sample-alert.ts";
import { sampleRecord } from "./samples/sample-report.ts";
import { sampleRule } from "./samples/sample-rule.ts";
import { sampleSummary } from "./samples/sample-summary.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trailhound-report-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A lake whose every plan gives so many calls; counts the plans. */
function lakeOf(calls: number): { readonly rows: RunPlan; readonly plans: () => number } {
  let plans = 0;
  const rows: RunPlan = async function* () {
    plans += 1;
    const row = { source: "ssm.amazonaws.com", name: "GetParameter", outcome: "success", address: null, region: null };
    for (let index = 0; index < calls; index++) {
      yield {
        ...row,
        time: Date.parse(sampleAlert.time) + index,
        event_id: `event-${index}`,
        secrets: ["/lake/secret"],
      };
    }
  };
  return { rows, plans: () => plans };
}

async function write(
  count: number,
  lake: ReturnType<typeof lakeOf>,
  severityOf: (index: number) => Severity,
): Promise<string> {
  const path = join(folder, `${count}.html`);
  const report = newReport(path, lake.rows);
  for (let index = 0; index < count; index++) {
    const rule = { ...sampleAlert.rule, severity: severityOf(index), name: `Rule of alert ${index}` };
    const alert = { ...sampleAlert, id: index.toString(16).padStart(32, "0"), rule };
    await report.add({ alert, rule: sampleRule, records: Array.from({ length: 12 }, () => sampleRecord) });
  }
  await report.finish(sampleSummary);
  return readFile(path, "utf8");
}

test("writes the alerts with what their identities did, read once for alerts of one time and identity", async () => {
  const lake = lakeOf(3);
  const html = await write(2, lake, () => "high");
  expect(html.match(/<article/g)).toHaveLength(2);
  expect(html.includes("/lake/secret")).toBe(true);
  expect(html.includes(`${ROLE}</code>, all its sessions`)).toBe(true);
  expect(html.includes("Raw events (12 of 12)")).toBe(true);
  expect(lake.plans()).toBe(1);
});

test("keeps the 500 most severe and says how many are not shown", async () => {
  const html = await write(520, lakeOf(1), (index) => (index === 519 ? "critical" : "low"));
  expect(html.match(/<article/g)).toHaveLength(500);
  expect(html.includes("Rule of alert 519")).toBe(true);
  expect(html.includes("Rule of alert 498")).toBe(true);
  expect(html.includes("Rule of alert 499")).toBe(false);
  expect(html.includes("20 further alerts are counted above but not shown")).toBe(true);
});

test("an alert without records has no timeline and asks the lake nothing", async () => {
  const lake = lakeOf(1);
  const report = newReport(join(folder, "none.html"), lake.rows);
  await report.add({ alert: sampleAlert, rule: sampleRule, records: [] });
  await report.finish(sampleSummary);
  const html = await readFile(join(folder, "none.html"), "utf8");
  expect(html.includes("stands for events without an identity of their own")).toBe(true);
  expect(lake.plans()).toBe(0);
});
