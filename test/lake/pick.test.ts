import { expect, test } from "vitest";
import type { Row } from "../../src/ir/plan.ts";
import { rawPart, rowsOf, shown } from "./rows.ts";
import { withLake } from "./temporary-lake.ts";

const event = (n: number, account: string | null = "1", name = "X") => ({
  event_time: 1_700_000_000_000 + n * 1000,
  event_id: `e'${n}`,
  account,
  event_name: name,
});

test("picked events are those of the ids, of all accounts, each copy once, with enrichments", async () => {
  await withLake(async (lake) => {
    await lake.commit([
      await rawPart(lake, [event(1), event(2), event(3), event(3, "2"), { ...event(4), source_ip: "192.0.2.1" }]),
      await rawPart(lake, [event(2), event(5, null), event(6)]),
    ]);
    await lake.enrich("source_ip", new Map([["192.0.2.1", { geo: "x" }]]));
    const ids = ["e'2", "e'3", "e'4", "e'5", "e'3", "gone"];
    const within = { first: event(2).event_time, last: event(5).event_time };
    const rows = await lake.pick(ids, within);
    const read: Row[] = [];
    for await (const row of rows({ kind: "events" })) read.push(row);
    expect(await rowsOf({ ...lake, rows })).toEqual(read.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
    expect(read.map(shown)).toEqual([event(2), event(3), event(3, "2"), event(4), event(5, null)]);
    expect(read.map((row) => row["source_info"])).toEqual([null, null, null, '{"geo":"x"}', null]);
    const outside = await lake.pick(ids, { first: 0, last: 1 });
    expect(await rowsOf({ ...lake, rows: outside })).toEqual([]);
    const again: Row[] = [];
    for await (const row of rows({ kind: "events" })) again.push(row);
    expect(again).toHaveLength(5);
  });
});

function key(row: Row): string {
  return JSON.stringify([row["event_id"], row["account"], row["event_name"]]);
}
