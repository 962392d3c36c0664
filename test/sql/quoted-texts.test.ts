// biome-ignore-all lint/suspicious/noTemplateCurlyInString: source texts are what is tested here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * Texts get into SQL as `?` parameters or by src/sql/quote.ts. What no test can see, as types do not tell a text from a piece of SQL, is
 * that each interpolation is one or the other; what it can see are the usual mistakes:
 *
 * - quotes around an interpolation, in any file that has to do with SQL;
 * - a field of some object, or a text made on the spot, in a statement.
 */
const SRC = join(import.meta.dirname, "../../src");

const VERBS = "SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|COPY|ATTACH|DETACH|WITH|VALUES|PRAGMA|EXPLAIN";
const STATEMENT = new RegExp(`\`\\s*\\(*\\s*(?:${VERBS})\\b`, "g");
const HAS_SQL = new RegExp(`${STATEMENT.source}|"(?:${VERBS}) |/(?:sql/quote|driver/duckdb|sql/dialect/\\w+)\\.ts"`);
const IN_QUOTES = /['"]\$\{([^{}]*)\}|\$\{([^{}]*)\}['"]/g;
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;
const FIELD = /^[\w.?()[\]]*\.\w+$/;
const MADE_TEXT = /^(?:String|JSON\.stringify)\(/;

/** Fields that may stand in a statement. */
const SAFE_FIELDS: Readonly<Record<string, string>> = {
  "table.name": "PlanTable: quoted where it is made",
  "tableOf(plan).name": "PlanTable",
  "table.plan": "PlanTable: the number of a derived table",
};

/** What is suspicious in a source file, as it stands there. */
function suspicious(text: string): readonly string[] {
  if (!HAS_SQL.test(text)) return [];
  const quoted = [...text.matchAll(IN_QUOTES)].filter(([, a, b]) => !CONSTANT.test(a ?? b ?? ""));
  const raw = [...text.matchAll(STATEMENT)].flatMap(({ index }) =>
    interpolations(text, index + 1).filter(
      (code) => MADE_TEXT.test(code) || (FIELD.test(code) && !Object.hasOwn(SAFE_FIELDS, code)),
    ),
  );
  return [...quoted.map(([all]) => all), ...raw];
}

/** Of the template whose first character is at `start`: those of templates within them are not looked at. */
function interpolations(text: string, start: number): readonly string[] {
  const found: string[] = [];
  for (let at = start; at < text.length && text[at] !== "`"; at++) {
    if (text[at] === "\\") at += 1;
    if (!text.startsWith("${", at)) continue;
    const end = endOfCode(text, at + 2);
    found.push(text.slice(at + 2, end).trim());
    at = end;
  }
  return found;
}

/** Where the brace is that closes the code which begins at `start`. */
function endOfCode(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "`") at = endOfTemplate(text, at + 1);
    else if (character === '"') at = endOfString(text, at + 1);
    else if (character === "{") depth += 1;
    else if (character === "}" && depth-- === 0) return at;
  }
  throw new Error("a template has no end");
}

function endOfTemplate(text: string, start: number): number {
  let at = start;
  for (; at < text.length && text[at] !== "`"; at++) {
    if (text[at] === "\\") at += 1;
    else if (text.startsWith("${", at)) at = endOfCode(text, at + 2);
  }
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start;
  for (; text[at] !== '"'; at++) if (text[at] === "\\") at += 1;
  return at;
}

const FILES = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => [path, readFileSync(join(SRC, path), "utf8")] as const)
  .filter(([, text]) => HAS_SQL.test(text));

describe("texts in SQL", () => {
  test("files of every folder that writes SQL are looked at", () => {
    const folders = new Set(FILES.map(([path]) => path.split("/")[0]));
    expect([...folders]).toEqual(
      expect.arrayContaining(["alert", "driver", "engine", "lake", "notify", "serve", "sql"]),
    );
    const statements = FILES.flatMap(([, text]) => [...text.matchAll(STATEMENT)]);
    expect(statements.length).toBeGreaterThan(80);
  });

  test.each(FILES)("%s puts none between quotes of its own, nor fields of objects into a statement", (_, text) => {
    expect(suspicious(text)).toEqual([]);
  });

  test("every exception is needed", () => {
    const all = FILES.flatMap(([, text]) =>
      [...text.matchAll(STATEMENT)].flatMap(({ index }) => interpolations(text, index + 1)),
    );
    expect(Object.keys(SAFE_FIELDS).filter((field) => !all.includes(field))).toEqual([]);
  });
});

test.each([
  ["`SELECT * FROM state.alerts WHERE id = '${id}'`", "'${id}"],
  ["`SELECT 1`; const where = `rule LIKE '%${rule}'`;", "${rule}'"],
  ['`SELECT 1`; const column = `"${name}"`;', '"${name}'],
  ["`DELETE FROM state.outbox WHERE key IN (${keys.map((key) => `'${key}'`).join()})`", "'${key}"],
  ["`SELECT ${alert.id} AS id`", "alert.id"],
  ["`\n  UPDATE state.alerts SET first = ${change.alert.first}`", "change.alert.first"],
  ['`INSERT INTO state.audit VALUES (${list("}")}, ${JSON.stringify(detail)})`', "JSON.stringify(detail)"],
])("%s is found", (text, expected) => {
  expect(suspicious(text)).toContain(expected);
});

test.each([
  "`SELECT ${quoteText(alert.id)}, '${CONSTANT}' FROM ${readParquet(parts)} WHERE key = ?`",
  '`SELECT ${rows.map((row) => quoteText(row.id)).join(", ")}`',
  "throw new Error(`no '${name}' in ${alert.id}`)",
])("%s is not", (text) => {
  expect(suspicious(text)).toEqual([]);
});
