import fc from "fast-check";
import { expect, test } from "vitest";
import { mostSevere } from "../../../src/report/html/most-severe.ts";
import { severityRank } from "../../../src/report/most-severe-first.ts";
import { SEVERITIES } from "../../../src/rule/rule.ts";

test("keeps the most severe, of equals the first, whatever the order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...SEVERITIES), { maxLength: 40 }),
      fc.integer({ min: 1, max: 10 }),
      (all, most) => {
        const kept = mostSevere<number>(most);
        all.forEach((severity, index) => {
          kept.add(severity, index);
        });
        const sorted = all.map((severity, index) => ({ severity, index }));
        sorted.sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || a.index - b.index);
        expect(kept.items()).toEqual(sorted.slice(0, most).map(({ index }) => index));
        expect(kept.count()).toBe(Math.min(most, all.length));
      },
    ),
  );
});
