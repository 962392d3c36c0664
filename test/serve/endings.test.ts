import { expect, test } from "vitest";
import type { OwnSuppression } from "../../src/alert/suppression/own-suppression.ts";
import { Endings } from "../../src/serve/endings.ts";
import type { LiveRule, RuleSet } from "../../src/serve/rule-book/rule-set.ts";
import { heldLog } from "./log-lines.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const clock = (minute: number): number => Date.parse(at(minute));

function own(id: string, expires: string | null, more: Partial<OwnSuppression> = {}): OwnSuppression {
  const facts = { appliesTo: "alerts", rules: null, language: "kql", query: "*", reason: "b", from: null } as const;
  return { id, expires, owner: "ana", file: "own.yaml", ...facts, ...more };
}

const EMPTY: RuleSet = { version: 1, rules: [], suppressions: [], own: [], problems: [] };
const withOwn = (...all: readonly OwnSuppression[]): RuleSet => ({ ...EMPTY, own: all });
const byApi = (id: string, expires: string) => own(id, expires, { file: null, appliesTo: "events" });

test("each that ends is said once; what ended in files before the start was said there", () => {
  const { log, heard } = heldLog();
  const book = withOwn(own("old", at(1)), own("soon", at(10)), own("stays", null));
  const endings = new Endings(book, log, clock(5));
  endings.look(book, [byApi("api-1", at(2))], clock(9));
  expect(heard()).toEqual([
    { level: "warn", msg: "exception has ended", exception: "api-1", owner: "ana", file: null, expires: at(2) },
  ]);
  for (const minute of [10, 11, 12]) endings.look(book, [byApi("api-1", at(2))], clock(minute));
  expect(heard()).toEqual([
    {
      level: "warn",
      msg: "suppression has ended",
      suppression: "soon",
      owner: "ana",
      file: "own.yaml",
      expires: at(10),
    },
  ]);
});

test("one that comes when it has ended is said, and one that gets another end is said at that", () => {
  const { log, heard } = heldLog();
  const endings = new Endings(EMPTY, log, clock(0));
  endings.look(withOwn(own("late", at(1))), [], clock(5));
  expect(heard()).toHaveLength(1);
  endings.look(withOwn(own("late", at(7))), [], clock(6));
  expect(heard()).toEqual([]);
  endings.look(withOwn(own("late", at(7))), [], clock(8));
  expect(heard()).toMatchObject([{ suppression: "late", expires: at(7) }]);
});

test("so are Datadog's suppressions, and exceptions within rules", () => {
  const { log, heard } = heldLog();
  const exceptions = [{ name: "Ours", predicate: { kind: "true" }, expires: clock(3) }];
  const rule = { id: "r", source: { name: "r.json" }, exceptions } as unknown as LiveRule;
  const datadog = { id: "d", to: clock(2) } as unknown as RuleSet["suppressions"][number];
  const book = { ...EMPTY, rules: [rule], suppressions: [datadog] };
  new Endings(EMPTY, log, clock(0)).look(book, [], clock(5));
  expect(heard()).toEqual([
    { level: "warn", msg: "suppression has ended", suppression: "d", expires: at(2) },
    { level: "warn", msg: "exception has ended", exception: "Ours", rule: "r", file: "r.json", expires: at(3) },
  ]);
});
