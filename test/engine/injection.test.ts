import { describe, expect, test } from "vitest";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import type { CompareAs, Predicate, Value } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";
import type { Lake } from "../../src/lake/lake.ts";
import { compileSearch } from "../../src/lang/datadog/compile.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import { source } from "../../src/source/source.ts";
import { nowhere } from "../../src/source/span.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { elements } from "../catalog/evaluate.ts";
import { read } from "../cli/records.ts";
import { fill, withLake } from "../lake/temporary-lake.ts";

/** Texts that mean something to SQL, JSON paths, patterns or C. */
const HOSTILE: readonly string[] = [
  "'",
  "''",
  "' OR '1'='1",
  "'; DROP TABLE events; --",
  "'); DELETE FROM parts; --",
  '"',
  '" OR 1=1 --',
  "$$x$$",
  "$1",
  "?",
  ":name",
  "/* */",
  "-- x",
  "\\",
  "\\'",
  "E'\\x41'",
  "\0",
  "a\0b'",
  "line\nbreak",
  "\r\n\t",
  "%",
  "_",
  "*",
  "$.*",
  "/",
  "~0~1",
  "[0]",
  "$[*]",
  "#",
  "{x}",
  "e0",
  "lambda x: x",
  "NULL",
  "\u{1f600}\u202e",
  "é",
];

const RECORDS: readonly JsonObject[] = HOSTILE.map((text, n) =>
  read(`id-${n}`, "2026-01-02T03:04:05Z", {
    eventName: text,
    requestParameters: { name: text, [text]: "by key", list: [text, "other"], nested: { [text]: { x: text } } },
  }),
);

const field = (value: Value) => ({ name: "f", type: "text" as const, value, span: nowhere });
const action = field({ kind: "column", column: "event_name", type: "text", many: false });
const below = (...keys: string[]) => field({ kind: "path", column: "request_parameters", keys });

/** Every kind of predicate with the text in every place that takes one. */
function predicatesWith(text: string): Predicate[] {
  const span = nowhere;
  const as = (how: CompareAs, of = action): Predicate => ({
    kind: "equals",
    field: of,
    texts: [text],
    as: how,
    ignoreCase: false,
    span,
  });
  return [
    as("text"),
    as("text", below("name")),
    as("text", below("list")),
    as("number_or_text", below("list")),
    { kind: "equals", field: action, texts: ["other", text], as: "text", ignoreCase: false, span },
    { kind: "equals", field: action, texts: [text], as: "text", ignoreCase: true, span },
    { kind: "compare", field: below("name"), bounds: [{ operator: "<", text }], as: "number_or_text", span },
    { kind: "wildcard", field: action, pattern: ["any", { text }, "any"], ignoreCase: false, span },
    { kind: "wildcard", field: below("list"), pattern: [{ text }, "any", "one"], ignoreCase: true, span },
    { kind: "words", field: action, pattern: [{ text }], span },
    { kind: "exists", field: below(text), span },
    { kind: "exists", field: below("nested", text, "x"), span },
    as("text", below("nested", text, "x")),
    { kind: "exists", field: field({ kind: "when", condition: as("text"), value: { kind: "constant", text } }), span },
  ];
}

async function idsOf(lake: Lake, predicate: Predicate): Promise<string[]> {
  const ids: string[] = [];
  const filtered = { kind: "filter", input: { kind: "events" }, predicate } as const;
  // Nested, as detections have it: a statement inside a statement must keep its literals, too.
  for await (const row of lake.rows({ kind: "sort", input: filtered, by: ["event_id"] }))
    ids.push(String(row["event_id"]));
  return ids.sort();
}

describe("hostile text in a rule stays text", () => {
  test("in every place of every predicate: the rows are those for which it holds", async () => {
    await withLake(async (lake) => {
      const { events } = await fill(lake, RECORDS);
      expect(events).toBe(HOSTILE.length);
      for (const text of HOSTILE) {
        for (const predicate of predicatesWith(text)) {
          const expected = RECORDS.filter((record) => holds(predicate, (value) => elements({ record }, value)));
          const found = await idsOf(lake, predicate);
          expect(found, `${predicate.kind} ${JSON.stringify(text)}`).toEqual(
            expected.map((record) => String(record["eventID"])).sort(),
          );
        }
      }
      const all = { kind: "constant", holds: true, span: nowhere } as const;
      expect(await idsOf(lake, all)).toHaveLength(HOSTILE.length);
    });
  });

  test("as literals of both languages", async () => {
    await withLake(async (lake) => {
      await fill(lake, RECORDS);
      for (const [n, text] of HOSTILE.entries()) {
        const quoted = text.replace(/["\\]/g, "\\$&");
        const kql = compileKql(source("q", `event.action: "${quoted}"`), vocabularies.ecs).predicate;
        const search = compileSearch(source("q", `@evt.name:"${quoted}"`), vocabularies.datadog).predicate;
        for (const predicate of [kql, search]) {
          if (predicate === null) throw new Error(`${JSON.stringify(text)} must be a literal`);
          expect(await idsOf(lake, predicate), JSON.stringify(text)).toEqual([`id-${n}`]);
        }
      }
    });
  });

  test("as names of fields, or they are refused", async () => {
    await withLake(async (lake) => {
      await fill(lake, RECORDS);
      let taken = 0;
      for (const text of HOSTILE) {
        const escaped = text.replace(/[\\():<>"*{}\s]/g, "\\$&");
        const { predicate } = compileKql(
          source("q", `aws.cloudtrail.flattened.request_parameters.nested.${escaped}.x: *`),
          vocabularies.ecs,
        );
        const { predicate: attribute } = compileSearch(
          source("q", `@requestParameters.nested.${text.replace(/[^\p{L}\p{N}_]/gu, "\\$&")}.x:*`),
          vocabularies.datadog,
        );
        for (const each of [predicate, attribute]) {
          if (each === null) continue;
          const expected = RECORDS.filter((record) => holds(each, (value) => elements({ record }, value)));
          expect(await idsOf(lake, each), text).toEqual(expected.map((record) => String(record["eventID"])).sort());
          taken += 1;
        }
      }
      expect(taken).toBeGreaterThan(20);
    });
  });
});
