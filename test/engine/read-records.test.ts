import { expect, test } from "vitest";
import { readRecords } from "../../src/engine/read-records.ts";
import { read, user } from "../cli/records.ts";
import { fill, withLake } from "../lake/temporary-lake.ts";

test("the records of the events that were asked for, each as it was delivered", async () => {
  await withLake(async (lake) => {
    const records = ["a", "b", "c"].map((id) => read(id, "2026-01-02T03:04:05Z", { userIdentity: user(id) }));
    await fill(lake, records);
    const found = await readRecords(["c", "a", "a", "nothing"], lake.rows);
    expect([...found.keys()].sort()).toEqual(["a", "c"]);
    const { responseElements: _null, ...said } = records[2] ?? {};
    expect(found.get("c")).toEqual(said);
    expect(await readRecords([], lake.rows)).toEqual(new Map());
  });
});

test("of an id that two accounts have it is always the same one", async () => {
  const both = ["444455556666", "111122223333"].map((recipientAccountId) =>
    read("same", "2026-01-02T03:04:05Z", { recipientAccountId }),
  );
  for (const order of [both, [...both].reverse()]) {
    await withLake(async (lake) => {
      for (const each of order) {
        await fill(lake, [each]);
      }
      expect((await readRecords(["same"], lake.rows)).get("same")).toMatchObject({
        recipientAccountId: "111122223333",
      });
    });
  }
});
