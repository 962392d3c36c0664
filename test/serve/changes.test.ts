import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/util/json.ts";
import { folderOf } from "../cli/folder.ts";
import { read, user } from "../cli/records.ts";
import { elastic, ruleFile } from "../cli/rules.ts";
import { jsonLines, runCli } from "../cli/run-cli.ts";
import { alertIds, deliverFile, type Serving, startServe, stored, until } from "./serving.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const readBy = (id: string, name: string, minute: number) =>
  read(id, NOON + minute * 60_000, { userIdentity: user(name) });
const rule = (id: string, query: string, more: JsonObject = {}) =>
  elastic(id, { query, max_signals: 100, interval: "1m", ...more });

let folder = "";
let serving: Serving;

/** As editors do: at once. */
function write(name: string, text: string): void {
  writeFileSync(join(folder, "unsaved"), text);
  renameSync(join(folder, "unsaved"), join(folder, name));
}

beforeAll(async () => {
  folder = folderOf({
    "rules/a.ndjson": ruleFile(rule("of-alice", "user.name: alice"), rule("of-bob", "user.name: bob")),
    "suppressions.yaml": "suppressions: []\n",
  });
  mkdirSync(join(folder, "logs"));
  deliverFile(folder, "1.json", [readBy("a1", "alice", 0), readBy("b1", "bob", 1), readBy("b2", "bob", 2)]);
  const rules = ["--rules", "rules", "--no-builtin", "--suppressions", "suppressions.yaml"];
  serving = await startServe(folder, ["--source", "dir:logs", ...rules, "--notify", "stdout"]);
  await stored(serving, 3);
});

const ruleState = async (id: string) =>
  (await serving.call("/v1/rules")).body.rules.find((each: { id: string }) => each.id === id);
const told = (): readonly string[] => serving.stdout().map((line) => JSON.parse(line).trailhound.alert.id);
const shownAre = (count: number) =>
  until(`${count} alerts`, async () => {
    const ids = await alertIds(serving);
    return ids.length === count ? ids : null;
  });

/** After they were read: their history is there, and the next batch is judged by them. */
async function inForce(...rules: readonly string[]): Promise<void> {
  // A suppression that comes takes its turn after rules that came before it.
  const idle = {
    applies_to: "alerts",
    language: "kql",
    query: "identity.user: nobody",
    owner: "ana",
    reason: "a turn",
  };
  const { id } = (await serving.call("/v1/suppressions", { body: idle })).body;
  await serving.call(`/v1/suppressions/${id}`, { method: "DELETE" });
  for (const rule of rules) await until(`${rule} to be in force`, async () => (await ruleState(rule)).history === null);
}

describe("while it runs", () => {
  test("a rule that is edited makes alerts by its new version from then on; a broken edit leaves the last good one", async () => {
    await shownAre(3);
    await until("all to be told", () => told().length === 3);
    write("rules/a.ndjson", ruleFile(rule("of-alice", "user.name: carol"), rule("of-bob", "user.name: bob")));
    write("rules/b.ndjson", ruleFile(rule("of-dave", "user.name: dave")));
    await until("the rules to be read", async () => {
      return serving.log().includes("of-dave") && (await ruleState("of-dave"))?.status === "ok";
    });
    await inForce("of-alice", "of-dave");
    deliverFile(folder, "2.json", [readBy("c1", "carol", 10), readBy("a2", "alice", 10), readBy("d1", "dave", 10)]);
    await stored(serving, 6);
    await shownAre(5);

    write("rules/b.ndjson", ruleFile(rule("of-dave", "user.nome: dave")));
    const broken = await until("the broken rule to be said", async () => {
      const found = await ruleState("of-dave");
      return found?.status === "last_good" ? found : null;
    });
    expect(broken.problem).toMatch(/b\.ndjson:1:\d+[\s\S]*user\.nome/);
    expect((await serving.call("/v1/health")).body).toMatchObject({ status: "degraded" });
    deliverFile(folder, "3.json", [readBy("d2", "dave", 11)]);
    await shownAre(6);
    expect((await serving.call("/v1/alerts?rule=of-dave")).body.alerts).toHaveLength(2);

    write("rules/b.ndjson", ruleFile(rule("of-dave", "user.name: dave")));
    await until("the mended rule", async () => (await ruleState("of-dave"))?.status === "ok");
    expect((await serving.call("/healthz")).body).toEqual({ status: "ok" });
  });

  test("a suppression by the API hides what is stored and to come; when it goes, what was never told is told, once", async () => {
    const before = await shownAre(6);
    await until("all to be told", () => told().length === 6);
    const draft = {
      applies_to: "alerts",
      language: "kql",
      query: "identity.user: bob",
      owner: "ana",
      reason: "a test",
    };
    const preview = (await serving.call("/v1/suppressions/preview", { body: draft })).body;
    expect(preview).toMatchObject({ looked: 6, removed_total: 2, stay_total: 4 });
    expect(await alertIds(serving)).toEqual(before);

    const made = await serving.call("/v1/suppressions", { body: draft });
    expect(made.status).toBe(201);
    expect(await shownAre(4)).not.toContain(preview.removed[0].alert.id);
    const hidden = (await serving.call(`/v1/alerts/${preview.removed[0].alert.id}`)).body;
    expect(hidden).toMatchObject({ status: "current", suppressed_by: made.body.id });
    deliverFile(folder, "4.json", [readBy("b3", "bob", 12), readBy("d3", "dave", 12)]);
    await stored(serving, 9);
    expect(await shownAre(5)).toHaveLength(5);
    await until("what is not hidden to be told", () => told().length === 7);

    expect((await serving.call(`/v1/suppressions/${made.body.id}`, { method: "DELETE" })).status).toBe(204);
    const after = await shownAre(8);
    await until("what was never told", () => told().length === 8);
    expect([...told()].sort()).toEqual(after);
  });

  test("a suppression of a file does what it does in a scan", async () => {
    const text = [
      "suppressions:",
      "  - {id: quiet, applies_to: alerts, query: 'identity.user: bob', owner: a, reason: b, expires: never}",
      "  - {id: unseen, applies_to: events, rules: [of-dave], query: 'user.name: dave', owner: a, reason: b, expires: never}",
    ];
    write("suppressions.yaml", `${text.join("\n")}\n`);
    await shownAre(5);
    await inForce("of-dave");
    deliverFile(folder, "5.json", [readBy("d4", "dave", 90), readBy("b4", "bob", 90), readBy("c4", "carol", 90)]);
    await stored(serving, 12);
    await shownAre(6);
    const scanned = await runCli(
      [
        "scan",
        "logs/5.json",
        "--rules",
        "rules",
        "--no-builtin",
        "--format",
        "ndjson",
        "--suppressions",
        "suppressions.yaml",
      ],
      { cwd: folder },
    );
    const late = (await serving.call("/v1/alerts?from=2026-05-01T13:00:00Z")).body.alerts;
    expect(late.map(({ alert }: { alert: { id: string } }) => alert.id)).toEqual(
      jsonLines<{ id: string }>(scanned).map(({ id }) => id),
    );
    expect(late).toHaveLength(1);
    const listed = (await serving.call("/v1/suppressions")).body.suppressions;
    expect(listed.map(({ id }: { id: string }) => id)).toEqual(["quiet", "unseen"]);
    const refused = await serving.call("/v1/suppressions/quiet", { method: "DELETE" });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("stands in a file")]);
  });
});
