import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { type Database, openDatabase } from "../../src/driver/duckdb.ts";
import type { Plan } from "../../src/ir/plan.ts";
import type { Method } from "../../src/rule/rule.ts";
import { nowhere } from "../../src/source/span.ts";
import { duckdb } from "../../src/sql/dialect/duckdb.ts";
import { compilePlan } from "../../src/sql/plan.ts";
import { quoteText } from "../../src/sql/quote.ts";
import { ALL, datadogQuery, equals, field, IS_X, ruleOf, run } from "./fixtures.ts";
import { histories, type OracleEvent, toMemory } from "./oracle/history.ts";

const WINDOWS = { evaluationWindow: 600_000, keepAlive: 600_000, maxSignalDuration: 1_200_000 };
const BY_USER = { groupBy: [field("user")], optionalGroups: true };
const THIRD = { kind: "comparison", label: "a", operator: ">", number: 1, span: nowhere } as const;

const anomaly: Method = {
  kind: "anomaly",
  query: datadogQuery({ ...BY_USER, aggregation: "cardinality", distinct: [field("item"), field("size")] }),
  percentile: 0.9,
  status: "low",
  caseName: "",
  windows: WINDOWS,
  bucketDuration: 300_000,
  learningDuration: 600_000,
  tolerance: 1,
  learningPeriodBaseline: 0,
  instantaneousBaseline: true,
  peerBaseline: true,
};

const METHODS: readonly Method[] = [
  { kind: "query", predicate: IS_X },
  { kind: "new_terms", predicate: IS_X, terms: [field("user"), field("item")], history: 600_000 },
  {
    kind: "elastic_threshold",
    predicate: IS_X,
    fields: [field("user")],
    value: 2,
    cardinality: [{ field: field("item"), value: 2 }],
  },
  {
    kind: "datadog_threshold",
    queries: [
      datadogQuery({ ...BY_USER, aggregation: "sum", metric: field("size") }),
      datadogQuery({ ...BY_USER, label: "b", predicate: equals("kind", "y") }),
    ],
    cases: [{ name: "", status: "low", condition: THIRD, conditionText: "", notifications: [] }],
    windows: WINDOWS,
  },
  {
    kind: "new_value",
    query: datadogQuery(BY_USER),
    values: [field("item")],
    status: "low",
    caseName: "",
    windows: WINDOWS,
    learning: { method: "threshold", values: 1 },
    forgetAfter: 900_000,
    instantaneousBaseline: false,
  },
  anomaly,
  { ...anomaly, query: datadogQuery({ ...BY_USER, aggregation: "max", metric: field("size") }) },
];

let directory: string;
let database: Database;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "trailhound-detect-"));
  database = await openDatabase({
    path: ":memory:",
    temporaryDirectory: directory,
    memoryLimit: "512MB",
    threads: 1,
  });
});

afterAll(async () => {
  database.close();
  await rm(directory, { recursive: true });
});

function list(texts: readonly string[] | undefined): string {
  return `[${(texts ?? []).map(quoteText).join(", ")}]::VARCHAR[]`;
}

function values(event: OracleEvent): string {
  const { time, id, kind, lists, secrets, outcome } = event;
  const cells = [
    `make_timestamp(${time * 1000})`,
    quoteText(id),
    list(kind),
    list(lists["user"]),
    list(lists["item"]),
    list(lists["size"]),
    list(secrets),
    quoteText(outcome),
  ];
  return `(${cells.join(", ")})`;
}

function relationOf(events: readonly OracleEvent[]): string {
  return `(SELECT * FROM (VALUES ${events.map(values).join(", ")}) t(event_time, event_id, kind, "user", item, size, secrets, outcome))`;
}

test("every method finds on DuckDB what it finds in memory", async () => {
  let detections = 0;
  for (const events of fc.sample(histories(300_000, 12), { numRuns: 20, seed: 7 })) {
    if (events.length === 0) continue;
    const times = events.map((event) => event.time);
    const stored = { first: Math.min(...times), last: Math.max(...times) };
    const rows = (plan: Plan) => database.stream(compilePlan(plan, duckdb, relationOf(events)));
    for (const method of METHODS) {
      const found = await detect(ruleOf(method), { rows, range: ALL, stored, onCut: () => undefined });
      expect(found).toEqual(await run(method, events.map(toMemory)));
      detections += found.detections.length;
      const range = { from: stored.first + 1, to: stored.last };
      const slice = await detect(ruleOf(method), { rows, range, stored, onCut: () => undefined });
      expect(slice).toEqual(await run(method, events.map(toMemory), range));
    }
  }
  expect(detections).toBeGreaterThan(100);
});
