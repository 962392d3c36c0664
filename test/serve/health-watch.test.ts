import { expect, test } from "vitest";
import type { SourceStatus } from "../../src/ingest/sources/source.ts";
import type { HealthSources } from "../../src/serve/health.ts";
import { HealthWatch } from "../../src/serve/health-watch.ts";
import { heldLog } from "./log-lines.ts";

const NAME = "s3://x/AWSLogs";

function open() {
  let given: HealthSources = {
    sources: [],
    loop: { lastBatch: null, failure: null, waitingSince: null },
    channels: [],
    problems: [],
    failing: new Set(),
    version: "0",
    now: 1_000,
  };
  const held = heldLog();
  const watch = new HealthWatch(() => given, held.log);
  return {
    ...held,
    look(now: number, more: Partial<HealthSources> = {}) {
      given = { ...given, ...more, now };
      return watch.look();
    },
  };
}

function source(problem: string | null, name = NAME): SourceStatus {
  return { name, caughtUp: true, waiting: 0, lastLook: null, problem, poison: 0 };
}

const failing = (failure: string | null) => ({ lastBatch: null, failure, waitingSince: null });

test("each change of the status is said once, and the status holds since then", () => {
  const { look, heard } = open();
  expect(look(1_000)).toMatchObject({ status: "ok", since: 1_000 });
  expect(heard()).toEqual([]);
  look(2_000, { failing: new Set(["odd"]) });
  expect(look(3_000)).toMatchObject({ status: "degraded", since: 2_000 });
  const problems = ["the rule odd cannot be run"];
  expect(heard()).toEqual([{ level: "warn", msg: "health", status: "degraded", before: "ok", problems }]);
  look(4_000, { loop: failing("no space left") });
  expect(heard()).toMatchObject([{ level: "error", status: "failing", before: "degraded" }]);
  look(5_000, { loop: failing(null), failing: new Set() });
  expect(look(9_000)).toMatchObject({ status: "ok", since: 5_000 });
  expect(heard()).toEqual([{ level: "info", msg: "health", status: "ok", before: "failing", problems: [] }]);
});

test("what is wrong at the first look is said", () => {
  const { look, heard } = open();
  look(1_000, { loop: failing("no space left") });
  expect(heard()).toMatchObject([{ level: "error", msg: "health", status: "failing", before: "ok" }]);
});

test("a source's problem is said when it comes and becomes another one, not at each retry, and when it goes", () => {
  const { look, lines } = open();
  const seen = [
    [source(null)],
    ...["no credentials", "no credentials", "3 objects may not be read", "4 objects may not be read", "no credentials"],
    null,
    null,
    "no credentials",
  ].map((each) => (Array.isArray(each) ? each : [source(each), source(null, "dir:logs")]));
  for (const [i, sources] of seen.entries()) look(i, { sources });
  const trouble = { level: "warn", msg: "a source has a problem", source: NAME };
  expect(lines.filter(({ msg }) => msg !== "health")).toEqual([
    { ...trouble, reason: "no credentials" },
    { ...trouble, reason: "3 objects may not be read" },
    { level: "info", msg: "a source is well again", source: NAME },
    { ...trouble, reason: "no credentials" },
  ]);
});
