import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventReader } from "../../chaos/soak/follow.ts";
import { folderOf } from "../cli/folder.ts";
import { read, user } from "../cli/records.ts";
import { datadog, ruleFile } from "../cli/rules.ts";
import { deliverFile, startServe, until } from "./serving.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const mallory = (id: string, minute: number) => read(id, NOON + minute * 60_000, { userIdentity: user("mallory") });

interface Told {
  readonly kind: string;
  readonly alert: { readonly alert: { readonly id: string }; readonly aliases: readonly string[] };
}

test("who follows hears that an alert opened, that it took another id, and what people do with it", async () => {
  const folder = folderOf({ "rules.ndjson": ruleFile(datadog("reads")) });
  mkdirSync(join(folder, "logs"));
  const serving = await startServe(folder, ["--source", "dir:logs", "--rules", "rules.ndjson", "--no-builtin"]);
  const leaving = new AbortController();
  const { body } = await fetch(`${serving.url}/v1/alerts/stream`, { signal: leaving.signal });
  const told: Told[] = [];
  const follow = async (): Promise<void> => {
    const decoder = new TextDecoder();
    const take = eventReader((data) => told.push(data as Told));
    for await (const chunk of body ?? []) take(decoder.decode(chunk as Uint8Array, { stream: true }));
  };
  const following = follow().catch(() => undefined);
  const hear = (count: number) => until(`${count} events`, () => told[count - 1]);

  deliverFile(folder, "1.json", [mallory("m2", 10)]);
  const opened = await hear(1);
  deliverFile(folder, "2.json", [mallory("m1", 8), mallory("m3", 11)]);
  const revised = await hear(2);
  const { id } = revised.alert.alert;
  expect([opened.kind, revised.kind]).toEqual(["opened", "revised"]);
  expect(id).not.toBe(opened.alert.alert.id);
  expect(revised.alert.aliases).toEqual([opened.alert.alert.id]);
  await serving.call(`/v1/alerts/${id}`, { method: "PATCH", body: { state: "acknowledged" } });
  expect(await hear(3)).toMatchObject({ kind: "triage", alert: { triage: { state: "acknowledged" } } });
  expect(await serving.stop()).toBe(0);
  leaving.abort();
  await following;
  expect(told).toHaveLength(3);
});
