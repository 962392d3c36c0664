import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../cli/folder.ts";
import { read, user } from "../cli/records.ts";
import { elastic, ruleFile } from "../cli/rules.ts";
import { jsonLines, runCli } from "../cli/run-cli.ts";
import { alertIds, deliverFile, type Serving, startServe, until } from "./serving.ts";

const RULES = ruleFile(
  elastic("reads", { query: "event.action: GetParameter and user.name: mallory", max_signals: 100 }),
);
const SERVE = ["--source", "dir:logs", "--rules", "rules.ndjson", "--no-builtin", "--notify", "stdout"];
const NOON = Date.UTC(2026, 4, 1, 12);

function workplace(): string {
  const folder = folderOf({ "rules.ndjson": RULES });
  mkdirSync(join(folder, "logs"));
  return folder;
}

const mallory = (id: string, minute: number) => read(id, NOON + minute * 60_000, { userIdentity: user("mallory") });

async function scanIds(folder: string): Promise<readonly string[]> {
  const ran = await runCli(["scan", "logs", "--rules", "rules.ndjson", "--no-builtin", "--format", "ndjson"], {
    cwd: folder,
  });
  return jsonLines<{ id: string }>(ran)
    .map(({ id }) => id)
    .sort();
}

const shown = (serving: Serving, count: number) =>
  until(`${count} alerts`, async () => {
    const ids = await alertIds(serving);
    return ids.length === count ? ids : null;
  });

const told = (serving: Serving) => serving.stdout().map((line) => JSON.parse(line));

for (const [how, signal, code] of [
  ["asked to stop", "SIGTERM", 0],
  ["killed", "SIGKILL", null],
] as const)
  test(`a life that is ${how}, and the next one over the same data`, async () => {
    const folder = workplace();
    const first = await startServe(folder, SERVE);
    deliverFile(folder, "a.json", [read("calm", NOON), mallory("m1", 1)]);
    const [id = ""] = await shown(first, 1);
    await until("a line on standard output", () => told(first).length === 1);
    expect(await scanIds(folder)).toEqual([id]);
    const triage = { state: "acknowledged", assignee: "ana" };
    expect((await first.call(`/v1/alerts/${id}`, { method: "PATCH", body: triage })).status).toBe(200);
    expect((await first.call(`/v1/alerts/${id}/comments`, { body: { text: "looking" } })).status).toBe(201);
    expect(await first.stop(signal)).toBe(code);
    expect(existsSync(join(folder, "data", "serve.json"))).toBe(signal === "SIGKILL");

    deliverFile(folder, "b.json", [mallory("m1", 1), mallory("m2", 30)]);
    const second = await startServe(folder, SERVE);
    const ids = await shown(second, 2);
    expect(ids).toEqual(await scanIds(folder));
    const lines = await until("the second alert to be told", () => (told(second).length > 0 ? told(second) : null));
    // Of the first alert nothing is said again.
    expect([...told(first), ...lines].map((line) => line.trailhound.alert.id).sort()).toEqual(ids);
    const { body } = await second.call(`/v1/alerts/${id}`);
    expect(body.triage).toMatchObject(triage);
    expect((await second.call(`/v1/alerts/${id}/comments`)).body.comments).toMatchObject([{ text: "looking" }]);
    expect((await second.call("/v1/lake")).body).toMatchObject({ events: 3 });
    expect((await second.call("/metrics")).text).toMatch(/^trailhound_duplicate_events_total 1$/m);
    expect(await second.stop()).toBe(0);
    expect(told(second)).toHaveLength(1);
  });
