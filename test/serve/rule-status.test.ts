import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSuppressions } from "../../src/alert/suppression/load-suppressions.ts";
import { type ApiApp, makeApp } from "../../src/api/app.ts";
import type { Delivery, LogSource } from "../../src/ingest/sources/source.ts";
import type { Plan } from "../../src/ir/plan.ts";
import { readSuppressionFiles } from "../../src/rule/suppression-file/read-suppression-files.ts";
import { loadConfig } from "../../src/serve/config/load-config.ts";
import { type Data, openData } from "../../src/serve/data.ts";
import { openRuleBook, type RuleBook } from "../../src/serve/rule-book/open-rule-book.ts";
import { Service } from "../../src/serve/service.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { folderOf } from "../cli/folder.ts";
import { read, trail, user } from "../cli/records.ts";
import { elastic, ruleFile } from "../cli/rules.ts";
import { heldLog } from "./log-lines.ts";
import { until } from "./serving.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const by = (id: string, name: string) => read(id, NOON + 60_000 * Number(id.slice(1)), { userIdentity: user(name) });
const rule = (id: string, query: string) => elastic(id, { query, max_signals: 100, interval: "1m" });
const EACH = rule("each", "event.action: GetParameter");
const ODD = rule("odd", "event.action: GetParameter and not user.name: secret-word");

let folder: string;
let data: Data;
let book: RuleBook;
let service: Service;
let api: ApiApp;
let source: Deliveries;
let stopping: AbortController;
let working: Promise<unknown>;
/** Plans that look for `secret-word` are refused meanwhile. */
let isBroken: boolean;
let held: ReturnType<typeof heldLog>;

/** A source that delivers what it is told to. */
class Deliveries implements LogSource {
  readonly name = "dir:logs";
  problem: string | null = null;
  readonly #waiting: Delivery[] = [];

  /** `settled`: the turn of the batch lasts until then. Resolves when it is over. */
  add(records: readonly JsonObject[], settled: Promise<void> = Promise.resolve()): Promise<void> {
    const key = `${records.map(({ eventID }) => String(eventID)).join("-")}.json`;
    const path = join(folder, key);
    writeFileSync(path, trail(records));
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        objects: [{ key, etag: "1", size: 1, path, reason: null, arrived: null }],
        caughtUp: true,
        committed: () => settled.then(resolve),
        failed: async () => reject(new Error("the batch failed")),
      });
    });
  }

  status(): ReturnType<LogSource["status"]> {
    return { name: this.name, caughtUp: true, waiting: 0, lastLook: null, problem: this.problem, poison: 0 };
  }

  next(signal: AbortSignal): Promise<Delivery | null> {
    return until("a delivery", () => (signal.aborted ? { done: true } : this.#waiting.length > 0)).then(
      () => this.#waiting.shift() ?? null,
    );
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

beforeEach(async () => {
  isBroken = false;
  held = heldLog();
  folder = folderOf({ "rules/a.ndjson": ruleFile(EACH, ODD), "exceptions.yaml": "suppressions: []\n" });
  const directory = join(folder, "data");
  mkdirSync(join(folder, "logs"));
  const { config } = await loadConfig(null, { source: [`dir:${join(folder, "logs")}`] });
  if (config === null) throw new Error("no configuration");
  const open = async (): Promise<Data> => {
    const opened = await openData({
      directory,
      memoryLimit: "512MB",
      channels: new Map(),
      routes: [],
      lateness: { usual: config.lateness, rules: config.ruleLateness },
      lookUpIp: null,
      threads: 1,
      maxDecompressedBytes: 1e9,
      now: Date.now,
      report: () => undefined,
      onStep: () => undefined,
    });
    const { lake } = opened;
    const { rows } = lake;
    return Object.assign(opened, {
      lake: Object.assign(lake, {
        rows: (plan: Plan) => {
          if (isBroken && JSON.stringify(plan).includes("secret-word")) throw new Error("the database refuses it");
          return rows(plan);
        },
      }),
    });
  };
  data = await open();
  book = await openRuleBook({
    paths: [join(folder, "rules")],
    builtin: null,
    dataDirectory: directory,
    now: Date.now,
    log: () => undefined,
    pollInterval: null,
    settle: 0,
    suppressionFiles: {
      paths: [join(folder, "exceptions.yaml")],
      read: readSuppressionFiles,
      load: loadSuppressions,
    },
  });
  service = await Service.open({ directory, config, version: "0", log: held.log, book, data, open });
  api = makeApp(service.backend, { version: "0", auth: { kind: "local" } });
  source = new Deliveries();
  service.follow([source]);
  stopping = new AbortController();
  working = Promise.all([service.keepRules(stopping.signal), service.run(source, stopping.signal)]);
});

afterEach(async () => {
  stopping.abort();
  await working;
  api.close();
  await service.close();
  await data.close();
});

// biome-ignore lint/suspicious/noExplicitAny: what an API answers is looked into by tests.
async function get(path: string): Promise<any> {
  return (await api.fetch(new Request(`http://localhost${path}`))).json();
}

async function stateOf(id: string) {
  const { status, problem, history } = (await get("/v1/rules")).rules.find((each: JsonObject) => each["id"] === id);
  return { status, problem, history };
}

async function write(...rules: readonly JsonObject[]): Promise<void> {
  writeFileSync(join(folder, "rules/a.ndjson"), ruleFile(...rules));
  await book.check();
}

const FINE = { status: "ok", problem: null, history: null };

test("a rule that the database refuses is failing in its state and in health, until it is mended", async () => {
  isBroken = true;
  await source.add([by("e1", "ann")]);
  await source.add([by("e2", "ann")]);
  expect(await stateOf("odd")).toEqual(FINE);
  await source.add([by("e3", "ann")]);
  expect(await stateOf("odd")).toEqual({
    status: "failed",
    problem: "the database refuses it: the log says why",
    history: null,
  });
  expect(await stateOf("each")).toEqual(FINE);
  expect(await get("/v1/health")).toMatchObject({ status: "degraded", problems: ["the rule odd cannot be run"] });
  const metrics = await (await api.fetch(new Request("http://localhost/metrics"))).text();
  expect(metrics).toMatch(/^trailhound_rules\{status="failed"\} 1$/m);

  await write(EACH, rule("odd", "event.action: GetParameter and user.name: bob"));
  await until("the mended rule to run", async () => (await stateOf("odd")).history === null);
  await source.add([by("e4", "bob")]);
  await until("the rule to be fine", async () => (await stateOf("odd")).status === "ok");
  expect(await stateOf("odd")).toEqual(FINE);
  expect(await get("/v1/health")).toMatchObject({ status: "ok", problems: [] });
  expect((await get("/v1/alerts?rule=odd")).alerts).toHaveLength(1);
});

test("a rule that fails for a while is fine again by itself", async () => {
  isBroken = true;
  for (const id of ["e1", "e2", "e3"]) await source.add([by(id, "ann")]);
  expect((await stateOf("odd")).status).toBe("failed");
  isBroken = false;
  await source.add([by("e4", "ann")]);
  expect(await stateOf("odd")).toEqual(FINE);
  expect((await get("/v1/health")).status).toBe("ok");
});

test("a rule that was changed is pending from the moment on at which its file is taken, and runs after that", async () => {
  await source.add([by("e1", "ann")]);
  let settle: () => void = () => undefined;
  const batch = source.add([by("e2", "ann")], new Promise((resolve) => (settle = resolve)));
  const committed = () => data.lake.stats.events === 2;
  await until("a batch to be under way", committed);
  await write(rule("each", "event.action: GetParameter and user.name: bob"), ODD, rule("new", "user.name: bob"));
  const pending = { status: "pending", problem: null, history: null };
  expect([await stateOf("each"), await stateOf("odd"), await stateOf("new")]).toEqual([pending, FINE, pending]);
  settle();
  await batch;
  await until("all to run", async () => {
    const states = [await stateOf("each"), await stateOf("new")];
    for (const { status, history } of states) if (history !== null) expect(status).toBe("pending");
    return states.every(({ status }) => status === "ok");
  });
  await source.add([by("e3", "ann"), by("e4", "bob")]);
  const alerts = (await get("/v1/alerts")).alerts.map((each: { alert: JsonObject }) => each.alert);
  const seen = alerts.map(({ rule: { id }, events }: { rule: { id: string }; events: { ids: readonly string[] } }) => [
    id,
    events.ids[0],
  ]);
  expect(seen.sort()).toEqual([
    ...[
      ["each", "e1"],
      ["each", "e2"],
      ["each", "e4"],
      ["new", "e4"],
    ],
    ...["e1", "e2", "e3", "e4"].map((id) => ["odd", id]),
  ]);
});

test("so is one that an exception of a file is made from, and no other", async () => {
  await source.add([by("e1", "ann")]);
  let settle: () => void = () => undefined;
  const batch = source.add([by("e2", "ann")], new Promise((resolve) => (settle = resolve)));
  await until("a batch to be under way", () => data.lake.stats.events === 2);
  const exception =
    "{id: x, applies_to: events, rules: [odd], query: 'user.name: bob', owner: a, reason: b, expires: never}";
  writeFileSync(join(folder, "exceptions.yaml"), `suppressions:\n  - ${exception}\n`);
  await book.check();
  expect([(await stateOf("each")).status, (await stateOf("odd")).status]).toEqual(["ok", "pending"]);
  settle();
  await batch;
  await until("it to run", async () => (await stateOf("odd")).status === "ok");
  await source.add([by("e3", "bob")]);
  expect((await get("/v1/alerts?rule=odd")).alerts).toHaveLength(2);
});

test("a rule whose history cannot be worked out runs all the same, and the log says why", async () => {
  await source.add([by("e1", "ann")]);
  isBroken = true;
  await write(EACH, rule("odd", "event.action: GetParameter and not user.name: (secret-word or bob)"));
  await until("it to run", async () => (await stateOf("odd")).history === null);
  expect(held.lines.filter(({ level }) => level !== "info")).toEqual([
    {
      level: "warn",
      msg: "the history of a rule cannot be worked out beforehand; its first evaluation tries again",
      rule: "odd",
      reason: "the database refuses it",
    },
  ]);
});

test("trouble of a source is seen without anybody asking, and it is known since when", async () => {
  const before = Date.now();
  source.problem = "no credentials";
  await until("the log to say so", () => held.lines.some(({ msg }) => msg === "a source has a problem"));
  const seen = Date.now();
  expect(held.lines).toContainEqual(expect.objectContaining({ msg: "health", status: "degraded" }));
  const { status, since } = await get("/v1/health");
  expect(status).toBe("degraded");
  expect(Date.parse(since)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(since)).toBeLessThanOrEqual(seen);
});

test("a suppression by the API that has ended is said", async () => {
  const draft = { applies_to: "alerts", query: "identity.user: bob", owner: "ana", reason: "a test" };
  const body = JSON.stringify({ ...draft, expires: "2026-01-02" });
  const headers = { "content-type": "application/json" };
  const asked = new Request("http://localhost/v1/suppressions", { method: "POST", headers, body });
  expect((await api.fetch(asked)).status).toBe(201);
  await until("the log to say so", () => held.lines.some(({ msg }) => msg === "suppression has ended"));
});

test("the size of the state has that of its log", async () => {
  await source.add([by("e1", "ann")]);
  const file = join(folder, "data", "state.duckdb");
  const log = statSync(`${file}.wal`).size;
  expect(log).toBeGreaterThan(0);
  const bytes = statSync(file).size + log;
  expect(await get("/v1/lake")).toMatchObject({ state_bytes: bytes });
  const metrics = await (await api.fetch(new Request("http://localhost/metrics"))).text();
  expect(metrics).toContain(`\ntrailhound_state_bytes ${bytes}\n`);
});
