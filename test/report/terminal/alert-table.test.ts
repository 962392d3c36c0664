import stringWidth from "string-width";
import { afterEach, expect, test, vi } from "vitest";
import type { Alert } from "../../../src/alert/alert.ts";
import { openAlertTable } from "../../../src/report/terminal/alert-table.ts";
import { SEVERITIES } from "../../../src/rule/rule.ts";
import { nobody, sampleAlert } from "../samples/sample-alert.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const severe: Alert = { ...sampleAlert, suppressed: 4, rule: { ...sampleAlert.rule, severity: "critical" } };
const rollUp: Alert = {
  ...sampleAlert,
  identity: nobody,
  entity: {},
  reason: "1234 more detections of this rule are over its cap",
  events: { ...sampleAlert.events, total: 0 },
};

function printed(width: number, alerts: readonly Alert[], colour = false): string {
  const table = openAlertTable({ width, colour });
  return [table.head(), ...alerts.map((alert) => table.row(alert)), table.tail()].join("");
}

test.each([60, 80, 100, 140, 200])("%d columns", async (width) => {
  await expect(printed(width, [severe, rollUp])).toMatchFileSnapshot(`goldens/alert-table-${width}.txt`);
});

const HOSTILE = [
  "\u001b[31mred\u001b[0m \u202eevil\r\n\u0007 \u009b2J \ud800 \u{e0041}",
  "漢字かな交じり文の名前です".repeat(20),
  "👨‍👩‍👧‍👦🇩🇪e\u0301".repeat(30),
  "a".repeat(3_000),
  "arn:aws:iam::111122223333:role/".repeat(40),
  "",
];

test.each(HOSTILE)("%j fits every width and does nothing to the terminal", (text) => {
  const alert: Alert = {
    ...sampleAlert,
    rule: { ...sampleAlert.rule, name: text },
    reason: `before ${text} after`,
    identity: { ...sampleAlert.identity, role: text, session: text, account: text },
  };
  for (const width of [60, 61, 79, 80, 119, 120, 200]) {
    const lines = printed(width, [alert, { ...alert, identity: nobody, entity: { [text]: text } }]).split("\n");
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    expect(lines.join("").match(/[\p{C}\u2028\u2029]/u)).toBeNull();
  }
});

test.each([
  [Number.NaN, 100],
  [0, 100],
  [-5, 100],
  [20, 60],
  [1_000, 200],
])("a terminal of %d columns gets a table of %d", (width, used) => {
  expect(printed(width, [severe])).toBe(printed(used, [severe]));
});

test("nothing found is said in one line", () => {
  expect(openAlertTable({ width: 80, colour: false }).tail()).toBe(
    "\nNo alerts: no rule found anything in these events.\n",
  );
});

test("the alerts are counted by severity", () => {
  const table = openAlertTable({ width: 80, colour: false });
  for (const severity of [...SEVERITIES, "high"] as const) {
    table.row({ ...sampleAlert, rule: { ...sampleAlert.rule, severity } });
  }
  expect(table.tail()).toBe("\n6 alerts: 1 critical, 2 high, 1 medium, 1 low, 1 info\n");
});

test("colours are used when wanted, and never with NO_COLOR", () => {
  vi.stubEnv("NO_COLOR", "");
  expect(printed(100, [severe], true)).toContain("\u001b[1m\u001b[31mcritical");
  vi.stubEnv("NO_COLOR", "1");
  expect(printed(100, [severe], true)).toBe(printed(100, [severe], false));
});
