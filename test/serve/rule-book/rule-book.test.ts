import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSuppressions } from "../../../src/alert/suppression/load-suppressions.ts";
import { readSuppressionFiles } from "../../../src/rule/suppression-file/read-suppression-files.ts";
import { GONE_AFTER } from "../../../src/serve/rule-book/observe-files.ts";
import type { RuleBook, RuleListener } from "../../../src/serve/rule-book/open-rule-book.ts";
import { fatalProblems, type RuleChange } from "../../../src/serve/rule-book/rule-set.ts";
import { datadogRule } from "../../rule/samples.ts";
import { namesOf, openFolder, ruleText } from "./folder.ts";

function changesOf(book: RuleBook): RuleChange[] {
  const seen: RuleChange[] = [];
  const listener: RuleListener = (_, changed) => seen.push(changed);
  book.onChange(listener);
  return seen;
}

const NONE: RuleChange = { added: [], changed: [], removed: [] };

describe("files that change", () => {
  test("listeners hear of rules that came, changed and went", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    folder.write("b.json", ruleText("b", "one"));
    const book = await folder.open();
    const seen = changesOf(book);
    folder.write("a.json", ruleText("a", "two"));
    folder.write("c.json", ruleText("c", "one"));
    folder.remove("b.json");
    await book.check();
    expect(seen).toEqual([{ added: ["c"], changed: ["a"], removed: [] }]);
    folder.now += GONE_AFTER;
    await book.look();
    expect(seen.slice(1)).toEqual([{ ...NONE, removed: ["b"] }]);
    expect(namesOf(book)).toEqual({ a: "two", c: "one" });
    expect(book.current().version).toBe(3);
  });

  test("what is the same in one look only is not taken", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    const book = await folder.open();
    folder.write("a.json", ruleText("a", "half"));
    await book.look();
    expect(namesOf(book)).toEqual({ a: "one" });
    folder.write("a.json", ruleText("a", "whole"));
    await book.look();
    expect(namesOf(book)).toEqual({ a: "one" });
    await book.look();
    expect(namesOf(book)).toEqual({ a: "whole" });
  });

  test("with a timer, changes are found without a call", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    const book = await folder.open({ pollInterval: 5 });
    const changed = new Promise<RuleChange>((done) => book.onChange((_, change) => done(change)));
    folder.write("a.json", ruleText("a", "two"));
    expect(await changed).toEqual({ ...NONE, changed: ["a"] });
    await book.close();
  });

  test("a problem is shown where it is, and goes when it is mended; other files are taken meanwhile", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    const book = await folder.open();
    const seen = changesOf(book);
    folder.write("a.json", ruleText("a", "two", { severity: "hihg" }));
    folder.write("b.json", ruleText("b", "one"));
    await book.check();
    expect(namesOf(book)).toEqual({ a: "one", b: "one" });
    const [problem] = book.current().problems;
    expect(problem).toMatchObject({ kind: "broken", file: folder.path("a.json"), rule: "a", keptVersion: true });
    expect(problem?.text).toMatch(
      /a\.json:1:\d+: error\[invalid-value\]: severity.*\n.*\n.*\^.*\n.*did you mean "high"/,
    );
    folder.write("a.json", ruleText("a", "three"));
    await book.look();
    expect(book.current().problems).toEqual([problem]);
    await book.look();
    expect(book.current().problems).toEqual([]);
    expect(seen).toEqual([
      { ...NONE, added: ["b"] },
      { ...NONE, changed: ["a"] },
    ]);
    expect(folder.said).toEqual([
      "info: rules loaded",
      "info: rules changed",
      "warn: rule file broken: its last good version stays",
      "info: rules changed",
      "info: rule problem gone",
    ]);
  });

  test("of a file with several rules all or none are taken", async () => {
    const folder = openFolder();
    folder.write("all.ndjson", ruleText("a", "one") + ruleText("b", "one"));
    const book = await folder.open();
    folder.write("all.ndjson", ruleText("a", "two") + ruleText("b", "two", { type: "qurey" }));
    await book.check();
    expect(namesOf(book)).toEqual({ a: "one", b: "one" });
    expect(book.current().problems.map(({ rule }) => rule)).toEqual(["b"]);
    folder.write("all.ndjson", ruleText("a", "two"));
    await book.check();
    expect(namesOf(book)).toEqual({ a: "two" });
  });
});

describe("files that belong together", () => {
  test("of two new files with one id neither is taken; of an old and a new one the old, which can be changed", async () => {
    const folder = openFolder();
    folder.write("old.json", ruleText("a", "old"));
    folder.write("new1.json", ruleText("b", "first"));
    folder.write("new2.json", ruleText("b", "second"));
    const book = await folder.open();
    expect(namesOf(book)).toEqual({ a: "old" });
    expect(fatalProblems(book.current()).map(({ file }) => file)).toEqual(["new1.json", "new2.json"].map(folder.path));
    folder.write("new1.json", ruleText("a", "copy"));
    folder.write("old.json", ruleText("a", "edited"));
    await book.check();
    expect(namesOf(book)).toEqual({ a: "edited", b: "second" });
    expect(book.current().problems.map(({ file }) => file)).toEqual([folder.path("new1.json")]);
  });

  test("ids can be swapped, and a file can be moved without a word", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    folder.write("b.json", ruleText("b", "one"));
    const book = await folder.open();
    const seen = changesOf(book);
    folder.write("a.json", ruleText("b", "one"));
    folder.write("b.json", ruleText("a", "one"));
    await book.check();
    expect(book.current().rules.map(({ id }) => id)).toEqual(["b", "a"]);
    mkdirSync(folder.path("sub"));
    renameSync(folder.path("a.json"), folder.path("sub/moved.json"));
    await book.check();
    folder.now += GONE_AFTER;
    await book.check();
    expect(book.current().rules.map(({ source }) => source.name)).toEqual(
      ["b.json", "sub/moved.json"].map(folder.path),
    );
    expect(seen.filter((each) => JSON.stringify(each) !== JSON.stringify(NONE))).toEqual([]);
    expect(folder.said).toEqual(["info: rules loaded"]);
  });

  const LIST = { list_id: "known", type: "detection", namespace_type: "single", name: "Known", description: "d" };
  const item = (keys: Readonly<Record<string, unknown>> = {}): string =>
    `${JSON.stringify(LIST)}\n${JSON.stringify({
      ...{ item_id: "i", list_id: "known", namespace_type: "single", type: "simple", name: "Ours", description: "d" },
      entries: [{ field: "user.name", operator: "included", type: "match", value: "ours" }],
      ...keys,
    })}\n`;
  const LISTS = { exceptions_list: [{ id: "1", list_id: "known", type: "detection", namespace_type: "single" }] };

  test("a list that a rule needs stays in its last good version, broken or removed", async () => {
    const folder = openFolder();
    folder.write("rule.json", ruleText("a", "one", LISTS));
    folder.write("list.ndjson", item());
    const book = await folder.open();
    expect(book.current().problems).toEqual([]);
    const [before] = book.current().rules;
    folder.write("list.ndjson", item({ entries: [{ field: "user.name", operator: "included", type: "macth" }] }));
    await book.check();
    expect(book.current().rules).toEqual([before]);
    expect(book.current().problems).toMatchObject([{ file: folder.path("list.ndjson"), rule: "a", keptVersion: true }]);
    folder.remove("list.ndjson");
    await book.check();
    folder.now += GONE_AFTER;
    await book.check();
    expect(book.current().rules).toEqual([before]);
    expect(book.current().problems).toMatchObject([{ file: folder.path("list.ndjson"), rule: "a", keptVersion: true }]);
    expect(book.current().problems[0]?.text).toMatch(/^the file was removed, but this needs it:\n\n.*known/);
    folder.remove("rule.json");
    await book.check();
    folder.now += GONE_AFTER;
    await book.check();
    expect(book.current().rules).toEqual([]);
  });

  test("a rule changes when its exceptions do, and at the moment when one ends", async () => {
    const folder = openFolder();
    const ends = folder.now + 60_000;
    folder.write("rule.json", ruleText("a", "one", LISTS));
    folder.write("list.ndjson", item({ expire_time: new Date(ends).toISOString() }));
    folder.write("other.json", ruleText("b", "one"));
    const book = await folder.open();
    const seen = changesOf(book);
    folder.now = ends;
    await book.look();
    expect(seen).toEqual([]);
    folder.now += 1;
    await book.look();
    expect(seen).toEqual([{ ...NONE, changed: ["a"] }]);
    folder.write("list.ndjson", item());
    await book.check();
    expect(seen.slice(1)).toEqual([{ ...NONE, changed: ["a"] }]);
  });

  test("a rule changes with a Datadog suppression that keeps events from it, not with one that hides its alerts", async () => {
    const folder = openFolder();
    folder.write("a.json", JSON.stringify(datadogRule({ id: "aaa-aaa-aaa", name: "First" })));
    folder.write("b.json", JSON.stringify(datadogRule({ id: "bbb-bbb-bbb", name: "Second" })));
    const book = await folder.open();
    const seen = changesOf(book);
    const attributes = {
      ...{ name: "No", enabled: true, rule_query: "ruleId:bbb-bbb-bbb" },
      data_exclusion_query: "@evt.name:GetParameter",
    };
    folder.write("s.json", JSON.stringify({ data: { id: "s", type: "suppressions", attributes } }));
    await book.check();
    expect(book.current().problems).toEqual([]);
    expect(book.current().suppressions.map(({ id }) => id)).toEqual(["s"]);
    expect(seen).toEqual([{ ...NONE, changed: ["bbb-bbb-bbb"] }]);
    const hides = { name: "No", enabled: true, rule_query: "*", suppression_query: "@awsRegion:eu-west-1" };
    const data = { id: "h", type: "suppressions", attributes: hides };
    folder.write("h.json", JSON.stringify({ data }));
    await book.check();
    expect(book.current().problems).toEqual([]);
    expect(book.current().suppressions.map(({ id }) => id)).toEqual(["h", "s"]);
    expect(seen.slice(1)).toEqual([NONE]);
  });
});

describe("rules that are not supported", () => {
  test("one that never ran is left out and said; one that ran keeps its last good version", async () => {
    const folder = openFolder();
    const eql = { type: "eql", language: "eql", query: "any where true" };
    folder.write("a.json", ruleText("a", "one"));
    folder.write("b.json", ruleText("b", "one", eql));
    const book = await folder.open();
    expect(book.current().problems).toMatchObject([{ kind: "unsupported", rule: "b", keptVersion: false }]);
    expect(fatalProblems(book.current())).toEqual([]);
    folder.write("a.json", ruleText("a", "two", eql));
    await book.check();
    expect(namesOf(book)).toEqual({ a: "one" });
    expect(book.current().problems).toMatchObject([
      { kind: "broken", rule: "a", keptVersion: true },
      { kind: "unsupported", rule: "b" },
    ]);
  });
});

describe("paths that are named", () => {
  test("one that is not there is fatal, unless its last good version is known", async () => {
    const folder = openFolder();
    const paths = [folder.path("a.json")];
    const first = await folder.open({ paths });
    expect(fatalProblems(first.current())).toMatchObject([{ file: folder.path("a.json"), keptVersion: false }]);
    folder.write("a.json", ruleText("a", "one"));
    await first.check();
    expect(first.current().problems).toEqual([]);
    folder.remove("a.json");
    for (const book of [first, await folder.open({ paths })]) {
      await book.check();
      folder.now += GONE_AFTER;
      await book.check();
      expect(namesOf(book)).toEqual({ a: "one" });
      expect(book.current().problems).toMatchObject([{ file: folder.path("a.json"), keptVersion: true }]);
      expect(fatalProblems(book.current())).toEqual([]);
    }
  });

  test("a folder that is away keeps its rules; one that is empty has none, and is fatal at the start", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    const book = await folder.open();
    renameSync(folder.rules, `${folder.rules}.away`);
    await book.check();
    folder.now += GONE_AFTER;
    await book.check();
    expect(namesOf(book)).toEqual({ a: "one" });
    expect(book.current().problems).toMatchObject([{ file: folder.rules, keptVersion: true }]);
    renameSync(`${folder.rules}.away`, folder.rules);
    folder.remove("a.json");
    await book.check();
    folder.now += GONE_AFTER;
    await book.check();
    expect(namesOf(book)).toEqual({});
    expect(fatalProblems(book.current())).toMatchObject([{ file: folder.rules }]);
  });

  test("files of paths that are named no more are forgotten", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    await (await folder.open()).close();
    const book = await folder.open({ paths: [] });
    expect(namesOf(book)).toEqual({});
    expect(book.current().problems).toEqual([]);
  });
});

describe("last good versions on disk", () => {
  const store = (data: string): string => join(data, "last-good", "rules");

  test("only those in force are kept, and nothing half-written", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    const book = await folder.open();
    writeFileSync(join(store(folder.data), "index.json.new"), "{");
    folder.write("a.json", ruleText("a", "two"));
    await book.check();
    const names = readdirSync(store(folder.data)).sort();
    expect(names).toHaveLength(2);
    expect(readFileSync(join(store(folder.data), names[0] ?? ""), "utf8")).toBe(ruleText("a", "two"));
  });

  test("one that is damaged is not used, and said", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    await (await folder.open()).close();
    const [name = ""] = readdirSync(store(folder.data));
    writeFileSync(join(store(folder.data), name), ruleText("a", "forged"));
    folder.write("a.json", "{");
    const book = await folder.open();
    expect(namesOf(book)).toEqual({});
    expect(fatalProblems(book.current())).toHaveLength(1);
    expect(folder.said.join("\n")).toMatch(/warn: the last good version of .*a\.json is damaged or missing/);
  });

  test("when they cannot be written rules run all the same, it is said, and tried again", async () => {
    const folder = openFolder();
    folder.write("a.json", ruleText("a", "one"));
    mkdirSync(folder.data);
    writeFileSync(join(folder.data, "last-good"), "in the way");
    await expect(folder.open()).rejects.toThrow(/ENOTDIR/);
    rmSync(join(folder.data, "last-good"));
    const book = await folder.open();
    rmSync(join(folder.data, "last-good"), { recursive: true });
    writeFileSync(join(folder.data, "last-good"), "in the way");
    folder.write("a.json", ruleText("a", "two"));
    await book.check();
    expect(namesOf(book)).toEqual({ a: "two" });
    expect(book.current().problems).toMatchObject([{ kind: "unsaved" }]);
    rmSync(join(folder.data, "last-good"));
    await book.look();
    expect(book.current().problems).toEqual([]);
    await book.close();
    folder.write("a.json", "{");
    expect(namesOf(await folder.open())).toEqual({ a: "two" });
  });
});

test("suppressions of ours keep their last good version, too", async () => {
  const folder = openFolder();
  folder.write("a.json", ruleText("a", "one"));
  const own = join(folder.data, "..", "own");
  mkdirSync(own);
  const write = (reason: string, language: string): void =>
    writeFileSync(
      join(own, "own.yaml"),
      `suppressions:\n  - {id: ours, applies_to: alerts, language: ${language}, query: "*", owner: ana, expires: never, reason: ${reason}}\n`,
    );
  write("first", "kql");
  const suppressionFiles = { paths: [own], read: readSuppressionFiles, load: loadSuppressions };
  const book = await folder.open({ suppressionFiles });
  const seen = changesOf(book);
  const reasons = (of: RuleBook): readonly string[] => of.current().own.map(({ reason }) => reason);
  expect(book.current().problems).toEqual([]);
  expect(reasons(book)).toEqual(["first"]);
  write("second", "kqll");
  await book.check();
  expect(reasons(book)).toEqual(["first"]);
  expect(book.current().problems).toMatchObject([
    { of: "suppressions", file: join(own, "own.yaml"), keptVersion: true },
  ]);
  expect(folder.said).toContain("warn: suppression file broken: its last good version stays");
  await book.close();
  const next = await folder.open({ suppressionFiles });
  expect(reasons(next)).toEqual(["first"]);
  write("third", "kql");
  await next.check();
  expect(reasons(next)).toEqual(["third"]);
  expect(folder.said.slice(-3)).toEqual([
    "info: suppressions changed",
    "warn: something is odd about a suppression",
    "info: suppression problem gone",
  ]);
  expect(seen).toEqual([NONE]);
});
