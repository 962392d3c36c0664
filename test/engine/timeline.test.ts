import { expect, test } from "vitest";
import { readTimeline } from "../../src/engine/timeline.ts";
import { HOUR } from "../../src/util/duration.ts";
import { read, user } from "../cli/records.ts";
import { fill, withLake } from "../lake/temporary-lake.ts";

const NOON = Date.parse("2026-01-02T12:00:00Z");
const ALICE = "arn:aws:iam::111122223333:user/alice";

test("what an identity did from six hours before to six hours after, and nobody else", async () => {
  await withLake(async (lake) => {
    await fill(lake, [
      read("too-early", NOON - 6 * HOUR - 1000),
      read("first", NOON - 6 * HOUR),
      read("alert", NOON, { errorCode: "AccessDenied", requestParameters: null }),
      read("of-bob", NOON, { userIdentity: user("bob") }),
      read("last", NOON + 7 * HOUR - 1000),
      read("too-late", NOON + 7 * HOUR),
    ]);
    const timeline = await readTimeline(ALICE, { first: NOON, last: NOON + HOUR }, lake.rows);
    expect([timeline.from, timeline.to, timeline.total]).toEqual([NOON - 6 * HOUR, NOON + 7 * HOUR, 3]);
    expect(timeline.events.map(({ id, outcome, secrets }) => [id, outcome, secrets])).toEqual([
      ["first", "success", ["/prod/db"]],
      ["alert", "failure", []],
      ["last", "success", ["/prod/db"]],
    ]);
    expect(timeline.events[1]).toMatchObject({
      time: NOON,
      name: "GetParameter",
      address: "203.0.113.7",
      region: "eu-west-1",
    });
  });
});

test.each([500, 25_000])(
  "of %i events the nearest to the alert are shown, in their order, and all are counted",
  async (count) => {
    await withLake(async (lake) => {
      const step = (12 * HOUR) / count;
      const records = Array.from({ length: count }, (_, n) => read(`e${100_000 + n}`, NOON - 6 * HOUR + n * step));
      await fill(lake, records);
      const { events, total } = await readTimeline(ALICE, { first: NOON, last: NOON }, lake.rows);
      expect([total, events.length]).toEqual([count, 200]);
      const inOrder = [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
      expect(events).toEqual(inOrder);
      const farthest = Math.max(...events.map(({ time }) => Math.abs(time - NOON)));
      expect(farthest).toBeLessThanOrEqual(100 * step + 1000);
    });
  },
);
