import { expect, test } from "vitest";
import { renderReport } from "../../../src/report/html/render-report.tsx";
import { sampleAlert } from "../samples/sample-alert.ts";
import { anomaly } from "../samples/sample-evidence.ts";
import { markOf, reported, sampleRecord } from "../samples/sample-report.ts";
import { sampleSummary } from "../samples/sample-summary.ts";

test("500 alerts with long responses make a page of less than 30 MB in seconds", () => {
  const [confirm, contain] = sampleAlert.respond;
  const steps = Array.from({ length: 60 }, (_, index) =>
    [confirm, contain].flatMap((step) => {
      return step === undefined
        ? []
        : [{ ...step, title: `${step.title}, ${index}`, command: `${step.command} # ${"x".repeat(300)}` }];
    }),
  );
  const alerts = Array.from({ length: 500 }, (_, index) => {
    const evidence = index % 4 === 0 ? anomaly(index) : sampleAlert.evidence;
    const made = reported({
      ...sampleAlert,
      id: index.toString(16).padStart(32, "0"),
      evidence,
      respond: steps.flat(),
    });
    const records = Array.from({ length: 20 }, () => ({
      ...sampleRecord,
      responseElements: { text: "y".repeat(2_000) },
    }));
    return { ...made, records };
  });
  const start = performance.now();
  const html = renderReport({ summary: sampleSummary, alerts, all: alerts.map(markOf) });
  expect(html.length).toBeLessThan(30_000_000);
  expect(html.includes("steps left out of this report for want of room")).toBe(true);
  expect(performance.now() - start).toBeLessThan(30_000);
});
