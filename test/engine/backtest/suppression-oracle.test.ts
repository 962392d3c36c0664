import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "../../../src/alert/alert.ts";
import type { CompiledOwn } from "../../../src/alert/suppression/compiled-own.ts";
import { findAlerts } from "../../../src/engine/alerts.ts";
import { HOUR } from "../../../src/util/duration.ts";
import { own } from "../../alert/suppression/made.ts";
import { events, type MadeEvent, RULES, recordsOf, START, USERS } from "./made.ts";
import { alertsOf, withScan } from "./scanned.ts";

const RUNS = { numRuns: 12 };
const IDS = RULES.map(({ id }) => id);

/** The time that a suppression holds for, in hours of the events; null: open. */
const span = fc
  .record({ from: fc.option(fc.integer({ min: 0, max: 30 })), length: fc.option(fc.integer({ min: 1, max: 30 })) })
  .map(({ from, length }) => ({ from, to: length === null ? null : (from ?? 0) + length }));

interface Made<T> {
  readonly suppression: CompiledOwn;
  readonly holds: (of: T, rule: string) => boolean;
}

const iso = (hour: number | null): string | null =>
  hour === null ? null : new Date(START + hour * HOUR).toISOString();
const within = (time: number, { from, to }: { from: number | null; to: number | null }): boolean =>
  (from === null || time >= START + from * HOUR) && (to === null || time < START + to * HOUR);
const rulesOf = fc.option(fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1 }));

/** A suppression of alerts, with what it means written a second time. */
const ofAlerts = (id: string): fc.Arbitrary<Made<Alert>> =>
  fc
    .record({ user: fc.constantFrom(...USERS), isNot: fc.boolean(), isSearch: fc.boolean(), span, rules: rulesOf })
    .map(({ user, isNot, isSearch, span: time, rules }) => {
      const query = isSearch
        ? `${isNot ? "-" : ""}@userIdentity.userName:${user}`
        : `${isNot ? "not " : ""}identity.user: ${user}`;
      return {
        suppression: own({
          id,
          rules,
          language: isSearch ? "datadog" : "kql",
          query,
          from: iso(time.from),
          expires: iso(time.to),
        }),
        holds: (alert, rule) => {
          if (alert.evidence.kind === "over_cap" || (rules !== null && !rules.includes(rule))) return false;
          // A search over a signal of several identities finds any of them.
          const users = isSearch
            ? [alert.identity.user, ...alert.identity.others.map((arn) => arn.split("/")[1])]
            : [alert.identity.user];
          return within(Date.parse(alert.time), time) && users.includes(user) !== isNot;
        },
      };
    });

/** An exception, likewise. */
const ofEvents = (id: string): fc.Arbitrary<Made<{ readonly event: MadeEvent; readonly time: number }>> =>
  fc
    .record({ user: fc.constantFrom(...USERS), isSearch: fc.boolean(), span, rules: rulesOf })
    .map(({ user, isSearch, span: time, rules }) => ({
      suppression: own({
        id,
        appliesTo: "events",
        rules,
        language: isSearch ? "datadog" : "kql",
        query: isSearch ? `@userIdentity.userName:${user}` : `user.name: ${user}`,
        from: iso(time.from),
        expires: iso(time.to),
      }),
      holds: ({ event, time: at }, rule) =>
        (rules === null || rules.includes(rule)) && within(at, time) && event.user === user,
    }));

test("suppressed alerts are those for which one holds; the others are as without, and the sums agree", async () => {
  const suppressions = fc.tuple(ofAlerts("one"), ofAlerts("two"));
  await fc.assert(
    fc.asyncProperty(events, suppressions, async (made, all) => {
      const records = recordsOf(made);
      const without = await alertsOf(records, RULES);
      const compiled = all.map(({ suppression }) => suppression);
      const { alerts, summary, counts } = await alertsOf(records, RULES, compiled);
      const holding = (alert: Alert) => all.filter(({ holds }) => holds(alert, alert.rule.id));
      const shown = without.alerts.filter((alert) => holding(alert).length === 0);
      const ids = new Set(shown.map(({ id }) => id));
      const expected = shown.map((alert) => ({ ...alert, related: alert.related.filter((id) => ids.has(id)) }));
      // More than twenty are cut before: then those further back come in.
      expect(alerts.map(({ related, ...rest }) => rest)).toEqual(expected.map(({ related, ...rest }) => rest));
      for (const { related } of alerts) for (const id of related) expect(ids).toContain(id);
      const hidden = without.alerts.filter((alert) => holding(alert).length > 0);
      const first = (alert: Alert) => holding(alert)[0]?.suppression.id;
      const count = (id: string) => hidden.filter((alert) => first(alert) === id).length;
      expect({ one: 0, two: 0, ...counts }).toEqual({ one: count("one"), two: count("two") });
      const { total, alerts: open, suppressed, over_cap } = summary.detections;
      expect(total).toBe(open + suppressed + over_cap);
      expect(total).toBe(without.summary.detections.total);
      expect(suppressed).toBe(without.summary.detections.suppressed + hidden.length);
    }),
    RUNS,
  );
});

test("asked to keep the suppressed ones, all alerts come, each with what holds for it", async () => {
  await fc.assert(
    fc.asyncProperty(events, ofAlerts("b"), ofAlerts("a"), async (made, one, two) => {
      const suppressions = [one.suppression, two.suppression];
      const shown = await alertsOf(recordsOf(made), RULES, suppressions);
      await withScan(recordsOf(made), RULES, suppressions, async ({ evaluated, lake }) => {
        const found = await findAlerts({ evaluated, lake, paths: ["x"], suppressions, keepSuppressed: true });
        const all = [];
        for await (const each of found.alerts) all.push(each);
        expect(all.flatMap(({ alert, suppressedBy }) => (suppressedBy === null ? [alert] : []))).toEqual(shown.alerts);
        for (const { alert, heldBy, suppressedBy, rule } of all) {
          const holding = [one, two]
            .filter(({ holds }) => holds(alert, rule.id))
            .map(({ suppression }) => suppression.id);
          expect(heldBy).toEqual(holding.sort());
          expect(suppressedBy).toBe(heldBy[0] ?? null);
          if (suppressedBy !== null) expect(alert.related).toEqual([]);
        }
      });
    }),
    RUNS,
  );
});

test("an exception is as if its events were others, in what is judged and in its history", async () => {
  await fc.assert(
    fc.asyncProperty(events, fc.tuple(ofEvents("one"), ofEvents("two")), async (made, all) => {
      const compiled = all.map(({ suppression }) => suppression);
      const { alerts } = await alertsOf(recordsOf(made), RULES, compiled);
      for (const rule of RULES) {
        const seen = (event: MadeEvent, time: number) => !all.some(({ holds }) => holds({ event, time }, rule.id));
        const alone = await alertsOf(recordsOf(made, seen), [rule]);
        const own = alerts.filter((alert) => alert.rule.id === rule.id);
        // Related alerts are those of all rules, searches and steps follow from the rest.
        const facts = ({ related, ...rest }: Alert) => rest;
        expect(own.map(facts)).toEqual(alone.alerts.map(facts));
      }
    }),
    { numRuns: 6 },
  );
});
