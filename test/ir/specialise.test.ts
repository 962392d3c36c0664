import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Identities } from "../../src/ir/identity.ts";
import { narrow, narrowValue } from "../../src/ir/narrow.ts";
import { specialise, specialiseValue } from "../../src/ir/specialise.ts";
import { elementsOf } from "../sql/elements.ts";
import { event, holdsFor, predicate, value } from "./key-predicates.ts";

const events = fc.array(event, { minLength: 1, maxLength: 4 });

function knownOf(all: readonly Readonly<Record<string, unknown>>[]) {
  const texts = (name: string) => all.map((each) => (each[name] ?? null) as string | null);
  return new Map(["event_source", "event_name", "error_code"].map((name) => [name, texts(name)]));
}

describe("what is left of a predicate or a value where some columns are known", () => {
  test("agrees with the whole on every event that is as known", () => {
    let decided = 0;
    fc.assert(
      fc.property(predicate, events, (p, all) => {
        const left = specialise(p, knownOf(all));
        if (left.kind === "constant") decided += 1;
        for (const each of all) expect(holdsFor(left, each)).toBe(holdsFor(p, each));
      }),
      { numRuns: 3_000, seed: 41 },
    );
    expect(decided).toBeGreaterThan(500);
  });

  test("has the same elements", () => {
    fc.assert(
      fc.property(value, events, (v, all) => {
        const left = specialiseValue(v, knownOf(all));
        for (const each of all) expect(elementsOf(each, left)).toEqual(elementsOf(each, v));
      }),
      { numRuns: 3_000, seed: 42 },
    );
  });

  test("a predicate narrowed by its own keys holds for the same events, and its values have the same elements there", () => {
    fc.assert(
      fc.property(predicate, value, events, (p, v, all) => {
        const [narrowed, left] = [narrow(p), narrowValue(v, [p])];
        for (const each of all) {
          expect(holdsFor(narrowed, each)).toBe(holdsFor(p, each));
          if (holdsFor(p, each)) expect(elementsOf(each, left)).toEqual(elementsOf(each, v));
        }
      }),
      { numRuns: 3_000, seed: 43 },
    );
  });
});

test("nodes have the same number exactly when they are built alike", () => {
  fc.assert(
    fc.property(fc.array(predicate, { minLength: 2, maxLength: 6 }), (all) => {
      const identities = new Identities();
      for (const a of all) {
        for (const b of [...all, structuredClone(a)]) {
          const isSame = JSON.stringify(a) === JSON.stringify(b);
          expect(identities.ofPredicate(a) === identities.ofPredicate(b)).toBe(isSame);
        }
      }
    }),
    { numRuns: 300, seed: 44 },
  );
});
