import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toDocument } from "../../src/catalog/document.ts";
import { flattenDocument } from "../../src/catalog/flatten-document.ts";
import { parseRecord } from "../../src/catalog/parse-record.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { DRIFT } from "./fixture-drift.ts";

const FOLDER = "../shared/data/ecs-fixtures";
const isHere = existsSync(FOLDER);
const because = isHere ? "" : " (skipped: ../shared/data/ecs-fixtures is not here)";

/** What only the shipper, the data stream or an enrichment writes. */
const NOT_OURS =
  /^(event[.](original|created|ingested|module|dataset)|tags|data_stream[.]|ecs[.]version|source[.](geo|as)[.]|user_agent[.](name|version|os|device))/;

interface Pair {
  readonly raw: string;
  readonly expected: JsonObject;
}

function pairsOf(file: string): Pair[] {
  const lines = readFileSync(`${FOLDER}/${file}`, "utf8").split("\n");
  const { expected } = JSON.parse(readFileSync(`${FOLDER}/${file}-expected.json`, "utf8")) as {
    expected: JsonObject[];
  };
  const records = lines.filter((line) => line.trim() !== "");
  return records.map((raw, index) => ({ raw, expected: expected[index] ?? {} }));
}

/** Names of the fields whose texts differ, in any order of texts. */
function differences({ raw, expected }: Pair): string[] {
  const ours = flattenDocument(toDocument(parseRecord(raw), "ecs"));
  const theirs = flattenDocument(expected);
  const sorted = (texts: readonly string[] | undefined): string => JSON.stringify([...(texts ?? [])].map(plain).sort());
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].filter((name) => !NOT_OURS.test(name));
  return names.filter((name) => sorted(ours.get(name)) !== sorted(theirs.get(name)));
}

/** The fixtures went through a JSON parser of their own: `0.0` is `0` there. */
function plain(text: string): string {
  return /^-?\d+[.]0$/.test(text) ? text.slice(0, -2) : text;
}

describe(`Elastic's own pipeline fixtures${because}`, () => {
  const files = isHere ? readdirSync(FOLDER).filter((file) => file.endsWith(".log")) : [];

  test.skipIf(!isHere)(`every fixture has a line in the table of drift${because}`, () => {
    expect(files.sort()).toEqual(Object.keys(DRIFT).sort());
  });

  test.skipIf(!isHere).each(isHere ? files : ["no fixture"])("%s differs exactly where versions drifted", (file) => {
    const found = new Set(pairsOf(file).flatMap(differences));
    expect([...found].sort()).toEqual([...(DRIFT[file] ?? [])].sort());
  });

  test.skipIf(!isHere)(`the order of resources and of related.user is Elastic's${because}`, () => {
    const fixtures = ["test-copy-object-json-minimal.log", "test-assume-role-email-session-json.log"];
    const ordered = ["aws.cloudtrail.resources.arn", "aws.cloudtrail.resources.type", "related.user", "event.type"];
    for (const pair of fixtures.flatMap(pairsOf)) {
      const ours = flattenDocument(toDocument(parseRecord(pair.raw), "ecs"));
      const theirs = flattenDocument(pair.expected);
      for (const name of ordered) expect(ours.get(name), name).toEqual(theirs.get(name));
    }
  });
});
