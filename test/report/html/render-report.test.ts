import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { renderReport } from "../../../src/report/html/render-report.tsx";
import { nobody, sampleAlert } from "../samples/sample-alert.ts";
import { markOf, reported, sampleReport } from "../samples/sample-report.ts";
import { emptySummary, sampleSummary } from "../samples/sample-summary.ts";
import { tokenize } from "./tokens.ts";

const html = renderReport(sampleReport());
const { tags, text } = tokenize(html);

function named(name: string): readonly ReadonlyMap<string, string>[] {
  return tags.filter((tag) => tag.name === name).map(({ attributes }) => attributes);
}

test("the same data gives the same bytes", () => {
  expect(renderReport(sampleReport()) === html).toBe(true);
});

test("nothing is loaded from elsewhere, and the policy allows this style and this script only", () => {
  const [policy] = named("meta").filter((meta) => meta.get("http-equiv") === "Content-Security-Policy");
  const content = policy?.get("content") ?? "";
  for (const name of ["style", "script"]) {
    const inside = html.slice(html.indexOf(`<${name}>`) + name.length + 2, html.indexOf(`</${name}>`));
    expect(content).toContain(`${name}-src 'sha256-${createHash("sha256").update(inside).digest("base64")}'`);
  }
  expect(content).toMatch(/^default-src 'none';/);
  expect(content).not.toContain("unsafe");
  expect(tags.filter(({ attributes }) => attributes.has("src") || attributes.has("style"))).toEqual([]);
  expect(named("link")).toEqual([]);
});

test("alerts stand by severity, then by time", () => {
  const cards = named("article").map((card) => card.get("data-severity"));
  expect(cards).toEqual(["critical", "high", "high", "medium", "medium", "low", "low", "info", "info"]);
  expect(named("article").map((card) => card.get("id"))).toEqual(cards.map((_, index) => `alert-${index + 1}`));
});

test("links between alerts lead to alerts of the page; others are counted", () => {
  const inside = named("a")
    .map((link) => link.get("href") ?? "")
    .filter((href) => href.startsWith("#alert-"));
  const ids = new Set(named("article").map((card) => `#${card.get("id")}`));
  expect(inside).toHaveLength(8);
  expect(inside.every((href) => ids.has(href))).toBe(true);
  expect(has("1 related alert not in this report")).toBe(true);
});

test("links out of the page say nothing about where they come from", () => {
  const outside = named("a").filter((link) => !link.get("href")?.startsWith("#"));
  expect(new Set(outside.map((link) => link.get("rel")))).toEqual(new Set(["noopener noreferrer"]));
  expect(new Set(outside.map((link) => link.get("href")))).toContain("https://attack.mitre.org/techniques/T1555/006/");
});

function has(part: string): boolean {
  return text.includes(part);
}

test("everything that an alert knows is there", () => {
  const alert = { ...sampleAlert, suppressed: 4, identity: { ...sampleAlert.identity, others: ["arn:other"] } };
  const page = tokenize(
    renderReport({ summary: sampleSummary, alerts: [reported(alert)], all: [markOf(reported(alert))] }),
  );
  const strings = (value: unknown): readonly string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
  };
  const { guide, evidence, respond, id, rule, time, events, ...rest } = alert;
  const expected = [
    ...strings(rest),
    ...strings({ ...rule, type: "new terms", threat: rule.threat.map(({ tactic }) => [tactic.id, tactic.name]) }),
    ...strings(respond.map(({ title, command, effect }) => (command === null ? [title] : [title, command, effect]))),
    ...strings([events.actions, events.accounts, events.regions]),
    ...["Ask the owner of payments-task.", "62 %", "4 more detections", id],
    ...["2026-03-15 10:04:00Z", "Raw events (2 of 12)", '"names": ['],
    ...["aws ssm put-parameter --name '/prod/db/password'", "Undone by a step under Undo.", "confirm_1() {"],
  ];
  expect(expected.filter((each) => !page.text.includes(each))).toEqual([]);
  expect([time, evidence.kind, guide.length > 0]).toEqual(["2026-03-15T10:00:00.000Z", "new_terms", true]);
});

test("what was left out of the scan is named", () => {
  for (const part of [
    "1,274 of 1,280 read, 6 skipped",
    "logs/broken.json.gz: not a gzip file",
    "4 × no CloudTrail records (logs/a.txt, logs/b.txt, logs/c.txt, logs/d.txt)",
    "7 × no eventTime (logs/x.json)",
    "Chain (rules/chain.toml): rules of type eql are not supported yet",
    "Bad (bad-rule): out of memory",
    "trl-ssm-enm: 98 groups",
    "old-rule",
  ]) {
    expect(has(part)).toBe(true);
  }
});

test("an alert without an identity, events or steps is complete, too", () => {
  const alert = { ...sampleAlert, identity: nobody, entity: {}, respond: [], investigate: [], guide: "" };
  const roll = reported({ ...alert, events: { ...alert.events, total: 0, ids: [] }, evidence: { kind: "query" } });
  const page = tokenize(renderReport({ summary: emptySummary, alerts: [roll], all: [markOf(roll)] }));
  expect(page.text.includes("The log does not say.")).toBe(true);
  expect(page.text.includes("The alert stands for events without an identity of their own.")).toBe(true);
});

test("without alerts the page says so and still shows what was read", () => {
  const page = tokenize(renderReport({ summary: emptySummary, alerts: [], all: [] }));
  expect(page.text.includes("No rule found anything in these events.")).toBe(true);
  expect(page.text.includes("0 of 0 read")).toBe(true);
});

test("alerts that are not shown are counted", () => {
  const data = sampleReport();
  const page = tokenize(renderReport({ ...data, all: [...data.all, ...data.all] }));
  expect(page.text.includes("18 alerts in 14d\u00a023h of CloudTrail")).toBe(true);
  expect(page.text.includes("9 further alerts are counted above but not shown")).toBe(true);
});

test("the call table marks the alert's own calls in words and folds the far ones", () => {
  expect(has("42 earlier calls")).toBe(true);
  expect(text.match(/ this alert/g)).toHaveLength(8 * 12);
  expect(has("the 92 nearest of 423 calls")).toBe(true);
});
