import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openReceiver, type Receiver } from "../../../chaos/play/receiver.ts";
import { isSigned, KEY_HEADER, readBody, SECRET } from "../../../chaos/play/webhook.ts";
import type { ReceiverMode } from "../../../chaos/schedule/step.ts";

let receiver: Receiver;

beforeEach(async () => {
  receiver = await openReceiver(isSigned, KEY_HEADER);
});

afterEach(() => receiver.close());

const BODY = JSON.stringify({ kind: "opened", key: "k", thread: "t", severity: "low" });

function send(over: Record<string, string> = {}): Promise<number> {
  const signature = createHmac("sha256", SECRET).update(`12.${BODY}`).digest("hex");
  const headers = {
    "idempotency-key": "k",
    "x-trailhound-timestamp": "12",
    "x-trailhound-signature": `v1=${signature}`,
    ...over,
  };
  return fetch(`${receiver.url}/each`, { method: "POST", body: BODY, headers, signal: AbortSignal.timeout(800) }).then(
    ({ status }) => status,
    () => 0,
  );
}

test("keeps what came: path, key, body, life and whether it was signed", async () => {
  receiver.life = 3;
  expect(await send()).toBe(200);
  expect(await send({ "x-trailhound-timestamp": "13" })).toBe(200);
  const seen = { path: "/each", key: "k", body: JSON.parse(BODY), life: 3, effect: true, answered: 200 };
  expect(receiver.log).toEqual([
    { ...seen, signed: true },
    { ...seen, signed: false },
  ]);
});

describe("does what its mode says", () => {
  const MODES: readonly [ReceiverMode, number, boolean, number | null][] = [
    ["works", 200, true, 200],
    ["fails", 500, false, 500],
    ["hangs", 0, false, null],
    ["lost", 500, true, 500],
    ["dropped", 0, true, null],
    ["slow", 200, true, null],
  ];
  test.each(MODES)("%s", async (mode, status, effect, answered) => {
    receiver.mode = mode;
    expect(await send()).toBe(status);
    expect(receiver.log).toMatchObject([{ effect, answered }]);
  });
});

test("bodies of notices and digests are read, others are none", () => {
  expect(readBody(JSON.parse(BODY))).toEqual({ kind: "opened", key: "k", thread: "t", severity: "low" });
  expect(readBody({ kind: "digest", key: "d", total: 3, groups: [] })).toEqual({ kind: "digest", key: "d", total: 3 });
  for (const wrong of [null, "x", {}, { kind: "opened", key: "k" }, { kind: "other", key: "k", thread: "t" }])
    expect(readBody(wrong)).toBeNull();
});
