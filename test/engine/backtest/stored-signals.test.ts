import { expect, test } from "vitest";
import { toDatadogSignal } from "../../../src/alert/format/datadog/datadog.ts";
import { findAlerts } from "../../../src/engine/alerts.ts";
import { storedSignals } from "../../../src/engine/backtest/stored-signals.ts";
import { stored } from "../../alert/suppression/made.ts";
import { RULES, recordsOf } from "./made.ts";
import { withScan } from "./scanned.ts";

const EVENTS = recordsOf([
  { hour: 1, user: "ann", name: "/a" },
  { hour: 1, user: "ann", name: "/b" },
  { hour: 9, user: "ben", name: "/a" },
]);

test("the signal of a stored alert is the one that a scan prints; without rule or events there is none", async () => {
  await withScan(EVENTS, RULES, [], async ({ evaluated, lake }) => {
    const signalOf = storedSignals(RULES, lake);
    const found = await findAlerts({ evaluated, lake, paths: ["x"], suppressions: [] });
    let count = 0;
    for await (const { alert, rule, records } of found.alerts) {
      expect(await signalOf(stored({ alert }))).toEqual(toDatadogSignal(alert, rule, records));
      expect(await storedSignals([], lake)(stored({ alert }))).toBeNull();
      const lost = { ...alert, events: { ...alert.events, ids: [...alert.events.ids, "lost"] } };
      expect(await signalOf(stored({ alert: lost }))).toBeNull();
      count += 1;
    }
    expect(count).toBeGreaterThan(5);
  });
});
