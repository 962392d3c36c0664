import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/driver/duckdb.ts";
import type { CompareAs, Predicate, Value } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";
import { nowhere } from "../../src/source/span.ts";
import { duckdb } from "../../src/sql/dialect/duckdb.ts";
import { compilePlan } from "../../src/sql/plan.ts";
import { quoteText } from "../../src/sql/quote.ts";
import { compareCodePoints } from "../../src/util/code-points.ts";
import { elementsOf, type PlainRow } from "./elements.ts";

const texts = [
  "",
  "-",
  "none",
  "a",
  "A",
  "ab",
  "a.b",
  "a b",
  "x%y",
  "x_y",
  "5",
  "5.0",
  "10",
  "1e1",
  "true",
  "é",
  "\u{1F600}",
  "it's",
  "a\\b",
  "10.0.0.1",
  "::1",
  "2001:db8::7",
  "2026-01-02T00:00:00.000Z",
  "line\nbreak",
];
const text = fc.constantFrom(...texts);
const scalar = fc.oneof(text, fc.constantFrom(5, 10, true, false, null));
const json = fc.dictionary(
  fc.constantFrom("k", "k.l", "l", "m", "k.l.m"),
  fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom("l", "m"),
      fc.oneof(scalar, fc.array(fc.dictionary(fc.constantFrom("m"), scalar), { maxLength: 2 })),
    ),
    fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }),
  ),
  { maxKeys: 3 },
);
const row: fc.Arbitrary<PlainRow> = fc.record({
  event_name: fc.option(text),
  source_ip: fc.option(fc.constantFrom("10.0.0.1", "10.1.0.1", "::1", "2001:db8::7", "::ffff:10.0.0.1")),
  read_only: fc.option(fc.boolean()),
  event_time: fc.constantFrom("2026-01-01T23:59:59.999Z", "2026-01-02T00:00:00.000Z", "2026-01-03T00:00:00.000Z"),
  secrets: fc.array(text, { maxLength: 3 }),
  request_parameters: fc.option(fc.oneof({ weight: 4, arbitrary: json }, fc.array(json, { maxLength: 2 }), scalar)),
});

/** JSON has more than one way to write a key. */
function jsonText(value: unknown, at: number): string {
  const text = JSON.stringify(value);
  return at % 3 === 0 ? text.replaceAll('"k', '"\\u006b') : at % 3 === 1 ? ` ${text} ` : text;
}

const plainValue: fc.Arbitrary<Value> = fc.oneof(
  fc.constant<Value>({ kind: "column", column: "event_name", type: "text", many: false }),
  fc.constant<Value>({ kind: "column", column: "source_ip", type: "ip", many: false }),
  fc.constant<Value>({ kind: "column", column: "read_only", type: "boolean", many: false }),
  fc.constant<Value>({ kind: "column", column: "secrets", type: "text", many: true }),
  fc.constant<Value>({ kind: "constant", text: "a" }),
  fc
    .constantFrom("b", "a.b", "é", "\u{1F600}", "it's", "%y")
    .map((suffix): Value => ({ kind: "without_suffix", column: "event_name", suffix })),
  fc
    .constantFrom(["k"], ["k", "l"], ["l", "m"], ["k", "l", "m"])
    .map((keys): Value => ({ kind: "path", column: "request_parameters", keys })),
);

const value: fc.Arbitrary<Value> = fc.oneof(
  plainValue,
  fc.constant<Value>({ kind: "column", column: "event_time", type: "time", many: false }),
  plainValue.map((inner): Value => ({ kind: "pruned", value: inner })),
  fc.array(plainValue, { minLength: 1, maxLength: 3 }).map((values): Value => ({ kind: "all", values })),
  fc.array(plainValue, { minLength: 1, maxLength: 3 }).map((values): Value => ({ kind: "first", values })),
  fc.tuple(plainValue, plainValue, text).map(
    ([inner, tested, literal]): Value => ({
      kind: "when",
      condition: {
        kind: "equals",
        field: field(tested),
        texts: [literal],
        as: "text",
        ignoreCase: false,
        span: nowhere,
      },
      value: inner,
    }),
  ),
);

function field(bound: Value) {
  return { name: "f", type: "text" as const, value: bound, span: nowhere };
}

const as = fc.constantFrom<CompareAs>("text", "number", "boolean", "ip", "number_or_text", "time");
const part = fc.oneof(
  fc.constantFrom("any" as const, "one" as const),
  text.map((each) => ({ text: each })),
);

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  value.map((v): Predicate => ({ kind: "exists", field: field(v), span: nowhere })),
  fc.tuple(value, fc.array(text, { minLength: 1, maxLength: 3 }), as, fc.boolean()).map(
    ([v, literals, how, ignoreCase]): Predicate => ({
      kind: "equals",
      field: field(v),
      texts: literals,
      as: how,
      ignoreCase: how === "text" && ignoreCase,
      span: nowhere,
    }),
  ),
  fc
    .tuple(
      value,
      fc.array(
        fc.record({ operator: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const), text }),
        { minLength: 1, maxLength: 2 },
      ),
      as,
    )
    .map(([v, bounds, how]): Predicate => ({ kind: "compare", field: field(v), bounds, as: how, span: nowhere })),
  fc.tuple(value, fc.array(part, { maxLength: 4 }), fc.boolean()).map(
    ([v, pattern, ignoreCase]): Predicate => ({
      kind: "wildcard",
      field: field(v),
      pattern,
      ignoreCase,
      span: nowhere,
    }),
  ),
  fc
    .tuple(value, fc.subarray(["10.0.0.0/8", "::1", "2001:db8::/32", "nonsense"], { minLength: 1 }))
    .map(([v, networks]): Predicate => ({ kind: "cidr", field: field(v), networks, span: nowhere })),
  fc
    .tuple(value, fc.constantFrom("a", "b", "x", "break"))
    .map(([v, word]): Predicate => ({ kind: "words", field: field(v), pattern: [{ text: word }], span: nowhere })),
);

const predicate: fc.Arbitrary<Predicate> = fc.letrec<{ tree: Predicate }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .array(tie("tree"), { minLength: 1, maxLength: 3 })
      .map((operands): Predicate => ({ kind: "and", operands, span: nowhere })),
    fc
      .array(tie("tree"), { minLength: 1, maxLength: 3 })
      .map((operands): Predicate => ({ kind: "or", operands, span: nowhere })),
    tie("tree").map((operand): Predicate => ({ kind: "not", operand, span: nowhere })),
  ),
})).tree;

let database: Database;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "trailhound-sql-"));
  database = await openDatabase({ path: ":memory:", temporaryDirectory: directory, memoryLimit: "1GB", threads: 2 });
});

afterAll(async () => {
  database.close();
  await rm(directory, { recursive: true, force: true });
});

async function store(rows: readonly PlainRow[]): Promise<void> {
  await database.run(
    "CREATE OR REPLACE TABLE random_events (event_id VARCHAR, event_name VARCHAR, source_ip VARCHAR, read_only BOOLEAN, event_time TIMESTAMP, secrets VARCHAR[], request_parameters JSON)",
  );
  const tuples = rows.map((each, i) => {
    const textOrNull = (cell: unknown): string => (cell === null ? "NULL" : quoteText(String(cell)));
    const secrets = (each["secrets"] as string[]).map(quoteText).join(", ");
    const parameters =
      each["request_parameters"] === null ? "NULL" : quoteText(jsonText(each["request_parameters"], i));
    return `('${i}', ${textOrNull(each["event_name"])}, ${textOrNull(each["source_ip"])}, ${each["read_only"] ?? "NULL"}, '${String(each["event_time"]).replace("Z", "")}', [${secrets}]::VARCHAR[], ${parameters})`;
  });
  await database.run(`INSERT INTO random_events VALUES ${tuples.join(", ")}`);
}

test("the SQL of a predicate selects exactly the rows for which it holds", async () => {
  const rows = fc.sample(row, { numRuns: 150, seed: 7 });
  await store(rows);
  await fc.assert(
    fc.asyncProperty(predicate, async (p) => {
      const expected = rows.flatMap((each, i) => (holds(p, (v) => elementsOf(each, v)) ? [String(i)] : []));
      const sql = compilePlan({ kind: "filter", input: { kind: "events" }, predicate: p }, duckdb, "random_events");
      const found = await database.all(`SELECT event_id FROM (${sql})`);
      expect(found.map((each) => String(each["event_id"])).sort()).toEqual(expected.sort());
    }),
    { numRuns: 600, seed: 11 },
  );
});

test("the list of a value's elements is the distinct ones, sorted", async () => {
  const rows = fc.sample(row, { numRuns: 100, seed: 5 });
  await store(rows);
  await fc.assert(
    fc.asyncProperty(value, async (v) => {
      const columns = [
        { name: "id", shape: "scalar", value: { kind: "column", column: "event_id", type: "text", many: false } },
        { name: "elements", shape: "list", value: v },
      ] as const;
      const sql = compilePlan({ kind: "select", input: { kind: "events" }, columns }, duckdb, "random_events");
      for (const found of await database.all(sql)) {
        const elements = elementsOf(rows[Number(found["id"])] ?? {}, v);
        expect(found["elements"]).toEqual([...new Set(elements)].sort(compareCodePoints));
      }
    }),
    { numRuns: 150, seed: 3 },
  );
});

test("a packed row names the predicates that hold, whatever cases they stand in", async () => {
  const rows = fc.sample(row, { numRuns: 80, seed: 9 });
  await store(rows);
  const cases = fc.array(fc.record({ when: predicate, candidates: fc.array(predicate, { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const named = given.map(({ when, candidates }, at) => ({
        when,
        candidates: candidates.map((each, i) => ({ name: `${at}x${i}`, predicate: each })),
      }));
      const expected = rows.flatMap((each, i) => {
        const is = (p: Predicate) => holds(p, (v) => elementsOf(each, v));
        const names = named.flatMap(({ when, candidates }) =>
          is(when) ? candidates.filter((one) => is(one.predicate)).map((one) => `${one.name},`) : [],
        );
        return names.length === 0 ? [] : [[names.join(""), String(i), each["secrets"]]];
      });
      const columns = [
        { name: "id", shape: "scalar", value: { kind: "column", column: "event_id", type: "text", many: false } },
        { name: "all", shape: "list", value: { kind: "column", column: "secrets", type: "text", many: true } },
      ] as const;
      const packed = { name: "packed", shape: "packed", cases: named, columns } as const;
      const input = { kind: "select", input: { kind: "events" }, columns: [packed] } as const;
      const measures = [{ name: "all", fn: "joined", column: "packed" }] as const;
      const plan = { kind: "aggregate", input, by: [], measures } as const;
      const [found] = await database.all(compilePlan(plan, duckdb, "random_events"));
      const list = JSON.parse(`[${found?.["all"] ?? ""}]`) as [string, string, string[]][];
      const sorted = (all: readonly unknown[]) => all.map((each) => JSON.stringify(each)).sort();
      expect(sorted(list)).toEqual(
        sorted(
          expected.map(([which, id, texts]) => [which, id, [...new Set(texts as string[])].sort(compareCodePoints)]),
        ),
      );
    }),
    { numRuns: 150, seed: 21 },
  );
});
