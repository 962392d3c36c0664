import { nearest } from "../util/did-you-mean.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.ts";

/** `<rule file without its ending>.tests.json`: what a rule must and must not find. docs/rules-test.md, rules/tests.schema.json. */
export interface TestFile {
  /** Parts of records by name, for `$like`. */
  readonly records: Readonly<Record<string, JsonObject>>;
  readonly tests: readonly RuleTest[];
}

export interface RuleTest {
  readonly name: string;
  /** Partial CloudTrail records with `$like` and `$repeat`: expandTestEvents makes them whole. */
  readonly events: readonly JsonObject[];
  readonly expect: Expectation;
}

export interface Expectation {
  /** How many alerts, at least and at most. */
  readonly alerts: { readonly min: number; readonly max: number };
  /** Each must be the entity of an alert: the keys that are given must be equal, others are not looked at. */
  readonly entities: readonly Readonly<Record<string, string>>[];
  /** Epoch ms: only alerts from then on count; earlier events are history. Null: all count. */
  readonly from: number | null;
}

export type TestFileResult =
  | { readonly file: TestFile; readonly problems: readonly [] }
  | { readonly file: null; readonly problems: readonly string[] };

/** Checks parsed JSON. A problem is one sentence that begins with where it is, e.g. `tests[2].expect.alerts: ...`. */
export function readTestFile(value: unknown): TestFileResult {
  const problems: string[] = [];
  const top = objectAt(value, "file", ["$schema", "records", "tests"], problems);
  const records = objectAt(top["records"] ?? {}, "records", null, problems);
  for (const [name, record] of Object.entries(records)) objectAt(record, `records.${name}`, null, problems);
  const tests = listAt(top["tests"], "tests", problems).map((test, index) =>
    readTest(test, `tests[${index}]`, problems),
  );
  if (tests.length === 0) problems.push("tests: there must be at least one test");
  if (problems.length > 0) return { file: null, problems };
  return { file: { records: records as Readonly<Record<string, JsonObject>>, tests }, problems: [] };
}

function readTest(value: unknown, at: string, problems: string[]): RuleTest {
  const test = objectAt(value, at, ["name", "events", "expect"], problems);
  const name = test["name"];
  if (typeof name !== "string" || name === "") problems.push(`${at}.name: must be a text that says what is tested`);
  const events = listAt(test["events"], `${at}.events`, problems);
  return {
    name: String(name),
    events: events.map((event, index) => objectAt(event, `${at}.events[${index}]`, null, problems)),
    expect: readExpectation(test["expect"], `${at}.expect`, problems),
  };
}

function readExpectation(value: unknown, at: string, problems: string[]): Expectation {
  const expect = objectAt(value, at, ["alerts", "entities", "from"], problems);
  const entities = listAt(expect["entities"] ?? [], `${at}.entities`, problems).map((each, index) => {
    const entity = objectAt(each, `${at}.entities[${index}]`, null, problems);
    const isText = Object.values(entity).every((part) => typeof part === "string");
    if (!isText) problems.push(`${at}.entities[${index}]: values must be texts`);
    return entity as Readonly<Record<string, string>>;
  });
  return {
    alerts: readCount(expect["alerts"], `${at}.alerts`, problems),
    entities,
    from: readFrom(expect["from"], at, problems),
  };
}

function readCount(value: JsonValue | undefined, at: string, problems: string[]): { min: number; max: number } {
  if (isCount(value)) return { min: value, max: value };
  const range = isJsonObject(value) ? objectAt(value, at, ["min", "max"], problems) : {};
  const [min, max] = [range["min"], range["max"]];
  if (isCount(min) && isCount(max) && min <= max) return { min, max };
  problems.push(`${at}: must be a whole number, or {"min": n, "max": m} with n <= m`);
  return { min: 0, max: 0 };
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function readFrom(value: JsonValue | undefined, at: string, problems: string[]): number | null {
  if (value === undefined) return null;
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) problems.push(`${at}.from: must be a time such as 2026-01-15T00:00:00Z`);
  return time;
}

/** `known` null: any key. */
function objectAt(value: unknown, at: string, known: readonly string[] | null, problems: string[]): JsonObject {
  if (!isJsonObject(value)) {
    problems.push(`${at}: must be an object`);
    return {};
  }
  for (const key of known === null ? [] : Object.keys(value).filter((each) => !known.includes(each))) {
    const guess = nearest(key, known ?? [])[0];
    problems.push(
      `${at}: there is no key ${JSON.stringify(key)}${guess === undefined ? "" : `; did you mean "${guess}"?`}`,
    );
  }
  return value;
}

function listAt(value: unknown, at: string, problems: string[]): readonly unknown[] {
  if (Array.isArray(value)) return value;
  problems.push(`${at}: must be a list`);
  return [];
}
