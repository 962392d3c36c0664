import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { revise } from "../../../src/alert/store/revise.ts";
import type { AlertChanges, KnownAlert, RuleFindings } from "../../../src/alert/store/revision.ts";
import { found, known, RULE, type Sketch } from "./found.ts";
import { expected } from "./revise-oracle.ts";

function findings(fresh: readonly Sketch[], staying: readonly string[] = []): RuleFindings {
  return { rule: RULE, ids: new Set([...fresh.map(({ id }) => id), ...staying]), changed: fresh.map(found) };
}

/** In few words: `v>a` revised, `v+a` merged, `v!` superseded, `a` opened. */
function told({ opened, revised, merged, superseded }: AlertChanges): readonly string[] {
  return [
    ...opened.map(({ alert }) => alert.id),
    ...revised.map(({ from, to }) => `${from.id}>${to.alert.id}`),
    ...merged.map(({ from, into }) => `${from.id}+${into}`),
    ...superseded.map(({ from }) => `${from.id}!`),
  ];
}

function reasonOf(gone: KnownAlert, standing: RuleFindings, others: readonly KnownAlert[] = []): string {
  return revise([gone, ...others], standing)
    .superseded.map(({ because }) => because)
    .join();
}

const terms = { kind: "new_terms", entity: { arn: "ana" } } as const;

describe("new terms", () => {
  test("an earlier event with the same values opens what the alert becomes, also days before", () => {
    const v = known({ ...terms, id: "v", first: 100, last: 110 });
    for (const first of [99, 70, -120]) {
      expect(told(revise([v], findings([{ ...terms, id: "a", first }])))).toEqual(["v>a"]);
    }
  });

  test("not one longer ago than the history, of somebody else, or later", () => {
    const v = known({ ...terms, id: "v", first: 300, last: 310 });
    expect(told(revise([v], findings([{ ...terms, id: "a", first: 60 }])))).toEqual(["v>a"]);
    for (const a of [
      { ...terms, id: "a", first: 59 },
      { ...terms, id: "a", first: 200, entity: { arn: "eve" } },
      { ...terms, id: "a", first: 311 },
    ]) {
      expect(told(revise([v], findings([a])))).toEqual(["a", "v!"]);
    }
    expect(told(revise([v], findings([{ ...terms, id: "a", first: 50, last: 70 }])))).toEqual(["v>a"]);
  });

  test("superseded says when the values were seen, where that shows", () => {
    const w = known({ ...terms, id: "w", first: 0, last: 1 });
    const v = known({ ...terms, id: "v", first: 250 });
    const wLonger: RuleFindings = findings([{ ...terms, id: "w", first: 0, last: 20 }]);
    expect(reasonOf(v, wLonger, [w])).toBe(
      "the values were seen before after all: at 2026-03-01T20:00:00.000Z, see alert w",
    );
    expect(reasonOf(v, findings([]))).toBe(
      "the values were seen before after all, or its event was replaced by another copy that the rule does not match",
    );
  });
});

describe("other methods", () => {
  test("a threshold whose counted events shift goes over event by event", () => {
    const knowns = [
      known({ id: "v1", first: 1, last: 5, events: ["1", "2", "5"] }),
      known({ id: "v2", first: 6, last: 10, events: ["6", "7", "10"] }),
    ];
    const now = findings([
      { id: "a1", first: 0, last: 4, events: ["0", "1", "2"] },
      { id: "a2", first: 5, last: 9, events: ["5", "6", "7"] },
    ]);
    expect(told(revise(knowns, now))).toEqual(["v1>a1", "v2>a2"]);
  });

  test("one thread moves, the nearest; the others are merged; what stays takes in as well", () => {
    const knowns = [known({ id: "v1", first: 1, last: 2 }), known({ id: "v2", first: 4, last: 5 })];
    expect(told(revise(knowns, findings([{ id: "a", first: 0, last: 9 }])))).toEqual(["v1>a", "v2+a"]);
    expect(told(revise(knowns, findings([{ id: "v1", first: 1, last: 9 }])))).toEqual(["v1>v1", "v2+v1"]);
    const earlier = known({ id: "w", first: -5, last: 4 }, { isJudged: false });
    expect(told(revise([...knowns, earlier], findings([], ["v1"])))).toEqual(["v2+w"]);
    const tied = [known({ id: "v2", first: 1, last: 2 }), known({ id: "v1", first: 1, last: 2 })];
    expect(told(revise(tied, findings([{ id: "a", first: 0, last: 9 }])))).toEqual(["v1>a", "v2+a"]);
  });

  test("new value: by the value, however long between", () => {
    const v = known({ id: "v", kind: "new_value", entity: { user: "u" }, first: 100, values: ["FR", "DE"] });
    const a: Sketch = { id: "a", kind: "new_value", entity: { user: "u" }, first: 2, values: ["DE"] };
    expect(told(revise([v], findings([a])))).toEqual(["v>a"]);
    expect(told(revise([v], findings([{ ...a, values: ["IT"] }])))).toEqual(["a", "v!"]);
  });

  test("a query alert goes over into nothing that has another event", () => {
    const v = known({ id: "v", kind: "query", first: 1, events: ["e1"] });
    expect(told(revise([v], findings([{ id: "a", kind: "query", first: 1, events: ["e2"] }])))).toEqual(["a", "v!"]);
    expect(told(revise([v], findings([{ id: "a", kind: "query", first: 1, events: ["e1"] }])))).toEqual(["v>a"]);
    expect(reasonOf(v, findings([]))).toBe("its event was replaced by another copy that the rule does not match");
  });

  test("below threshold and bound", () => {
    expect(reasonOf(known({ id: "v", first: 1 }), findings([]))).toBe(
      "with the events that came later it is below the threshold",
    );
    expect(reasonOf(known({ id: "v", kind: "anomaly", first: 1 }), findings([]))).toBe(
      "with the events that came later it is below the bound",
    );
  });

  test("over the cap of its run: only what comes after all that are kept", () => {
    const cap: Sketch = { id: "c", kind: "over_cap", first: 0, last: 1, place: 0.5 };
    const kept: Sketch = { id: "k", kind: "query", first: 0.3, events: ["k"] };
    const v = known({ id: "v", kind: "query", first: 0.4, events: ["v"] });
    expect(reasonOf(v, findings([cap, kept]))).toMatch(
      /^it is over the cap of its run now, 2026-03-01T00:00.*alert c counts it$/,
    );
    expect(reasonOf(v, findings([cap, { ...kept, first: 0.6 }]))).toMatch(/^its event was replaced/);
    expect(reasonOf(v, findings([{ ...cap, first: 1, last: 2 }, kept]))).toMatch(/^its event was replaced/);
    expect(reasonOf(known(cap), findings([]))).toBe("its run is not over the cap any more");
    expect(told(revise([known(cap)], findings([{ ...cap, id: "d", first: 1, last: 2 }])))).toEqual(["d", "c!"]);
    expect(told(revise([known(cap)], findings([{ ...cap, id: "d", first: 0, last: 2 }])))).toEqual(["c>d"]);
  });

  test("what alert suppression folds goes where it is folded", () => {
    const v = known({ id: "v", kind: "query", first: 5, events: ["v"] });
    const a: Sketch = { id: "a", kind: "query", first: 1, events: ["a"], suppressed: 1 };
    expect(told(revise([v], findings([{ ...a, folded: ["v"] }])))).toEqual(["v>a"]);
    expect(told(revise([v, known(a)], findings([{ ...a, suppressed: 2, folded: ["v"] }])))).toEqual(["a>a", "v+a"]);
    expect(reasonOf(v, findings([a]))).toMatch(/or the rule's alert suppression folds it into an earlier alert$/);
  });
});

test("known alerts: revised only when something differs, untouched outside of the range", () => {
  const sketch: Sketch = { id: "v", first: 1 };
  const v = known(sketch);
  expect(told(revise([v], findings([sketch])))).toEqual([]);
  expect(told(revise([v], findings([], ["v"])))).toEqual([]);
  expect(told(revise([v], findings([{ ...sketch, version: "other" }])))).toEqual(["v>v"]);
  expect(told(revise([v], findings([{ ...sketch, suppressedBy: "s", version: v.digest }])))).toEqual(["v>v"]);
  expect(told(revise([{ ...v, isJudged: false }], findings([])))).toEqual([]);
});

test("superseded alerts come back under their id, or a former one", () => {
  const superseded = known({ id: "v", first: 1 }, { status: "superseded", aliases: ["u"], thread: "t" });
  const others = { ...terms, first: 99 };
  expect(told(revise([superseded], findings([{ ...others, id: "v" }])))).toEqual(["v>v"]);
  expect(told(revise([superseded], findings([{ ...others, id: "u" }])))).toEqual(["v>u"]);
  expect(told(revise([superseded], findings([{ ...others, id: "t" }])))).toEqual(["v>t"]);
  expect(told(revise([superseded], findings([{ id: "x", first: 1 }])))).toEqual(["x"]);
  const gone = known({ id: "g", first: 50 }, { aliases: ["u"] });
  const near = known({ id: "n", first: 51 });
  expect(told(revise([near, gone], findings([{ id: "u", first: 51 }])))).toEqual(["g>u", "n+u"]);
});

test("a chain: what was revised is revised again", () => {
  const v = known({ ...terms, id: "v", first: 100 });
  const [once] = revise([v], findings([{ ...terms, id: "a", first: 50 }])).revised;
  expect(once?.from.thread).toBe("v");
  const a = known({ ...terms, id: "a", first: 50 }, { thread: "v", aliases: ["v"] });
  expect(told(revise([a], findings([{ ...terms, id: "b", first: 20 }])))).toEqual(["a>b"]);
  expect(told(revise([a], findings([{ ...terms, id: "v", first: 100 }])))).toEqual(["a>v"]);
});

test("findings that do not fit together are a bug", () => {
  const v = known({ id: "v", first: 1 }, { status: "superseded" });
  expect(() => revise([v], findings([], ["v"]))).toThrow("bug");
  expect(() => revise([], findings([], ["x"]))).toThrow("bug");
  expect(() => revise([], { ...findings([{ id: "a", first: 1 }]), ids: new Set() })).toThrow("bug");
});

const kinds = fc.constantFrom("query", "new_terms", "threshold", "new_value", "over_cap", "anomaly");
const times = fc.integer({ min: 0, max: 12 });
const sketches = fc
  .record({
    kind: kinds,
    entity: fc.constantFrom({}, { a: "1" }),
    first: times,
    length: fc.integer({ min: 0, max: 4 }),
    events: fc.uniqueArray(fc.constantFrom("e1", "e2", "e3", "e4", "e5"), { minLength: 1, maxLength: 2 }),
    values: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1, maxLength: 2 }),
    history: fc.constant(3),
    suppressed: fc.integer({ min: 0, max: 1 }),
  })
  // A run is longer than nothing.
  .map(({ length, ...rest }) => ({ ...rest, last: rest.first + (rest.kind === "over_cap" ? length + 1 : length) }));

interface Case {
  readonly knowns: readonly KnownAlert[];
  readonly now: RuleFindings;
}

/** Known v0.. and, of them and new ones n0.., what is found. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    before: fc.array(
      fc.record({
        sketch: sketches,
        stays: fc.constantFrom("gone", "gone", "same", "changed"),
        status: fc.constantFrom("current", "current", "current", "superseded"),
        isJudged: fc.constantFrom(true, true, false),
        former: fc.constantFrom(null, null, null, "n0", "n1"),
      }),
      { maxLength: 6 },
    ),
    fresh: fc.array(fc.record({ sketch: sketches, folds: fc.constantFrom(null, null, "v0", "v1") }), { maxLength: 4 }),
  })
  .map(({ before, fresh }) => {
    const knowns = before.map(({ sketch, status, isJudged, former }, i) => {
      const aliases = former === null || before.findIndex((each) => each.former === former) < i ? [] : [former];
      return known({ ...sketch, id: `v${i}` } as Sketch, { status, isJudged, aliases } as Partial<KnownAlert>);
    });
    const kept = before.flatMap(({ sketch, stays, status }, i) => {
      const isTold = stays === "changed" || (stays === "same" && status === "superseded");
      return isTold ? [{ ...sketch, id: `v${i}`, last: sketch.last + 1, version: "now" } as Sketch] : [];
    });
    const same = before.flatMap(({ stays, status }, i) => (stays === "same" && status === "current" ? [`v${i}`] : []));
    const opening = fresh.map(({ sketch, folds }, i) => {
      return { ...sketch, id: `n${i}`, ...(folds === null ? {} : { folded: [folds] }) } as Sketch;
    });
    return { knowns, now: findings([...kept, ...opening], same) };
  });

test("as the oracle says", () => {
  fc.assert(
    fc.property(cases, ({ knowns, now }) => {
      expect([...told(revise(knowns, now))].sort()).toEqual([...expected(knowns, now)].sort());
    }),
    { numRuns: 3_000 },
  );
});

test("each gone alert ends in one list, no thread goes to two ids, and none comes from two", () => {
  fc.assert(
    fc.property(cases, ({ knowns, now }) => {
      const { opened, revised, merged, superseded } = revise(knowns, now);
      const from = [...revised, ...merged, ...superseded].map((each) => each.from.id);
      expect(new Set(from).size).toBe(from.length);
      const gone = knowns.filter((each) => each.isJudged && each.status === "current" && !now.ids.has(each.id));
      expect(gone.filter(({ id }) => !from.includes(id))).toEqual([]);
      const to = [...opened.map(({ alert }) => alert.id), ...revised.map((each) => each.to.alert.id)];
      expect(new Set(to).size).toBe(to.length);
      const standing = new Set([...now.ids, ...knowns.filter((each) => !each.isJudged).map(({ id }) => id)]);
      expect(merged.filter(({ into }) => !standing.has(into))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("the order of the input makes no difference", () => {
  const shuffled = cases.chain(({ knowns, now }) =>
    fc.record({
      one: fc.constant({ knowns, now }),
      knowns: fc.shuffledSubarray([...knowns], { minLength: knowns.length }),
      changed: fc.shuffledSubarray([...now.changed], { minLength: now.changed.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ one, knowns, changed }) => {
      expect(revise(knowns, { ...one.now, changed })).toEqual(revise(one.knowns, one.now));
    }),
    { numRuns: 500 },
  );
});
