import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectSame, settings } from "./compare.ts";
import { IS_X, run } from "./fixtures.ts";
import { histories } from "./oracle/history.ts";
import { queryOracle } from "./oracle/query.ts";

describe("query", () => {
  test("is what the oracle says on random histories", async () => {
    await fc.assert(
      fc.asyncProperty(histories(10, 8), settings(10, 9), async (events, setting) => {
        await expectSame({ kind: "query", predicate: IS_X }, events, queryOracle(events), setting);
      }),
      { numRuns: 300 },
    );
  });

  test("only secrets of successful calls were read", async () => {
    const event = { time: 5, kind: ["x"], secrets: ["a"] };
    const { detections } = await run({ kind: "query", predicate: IS_X }, [
      { ...event, event_id: "denied", outcome: "failure" },
      { ...event, event_id: "done", outcome: "success" },
    ]);
    expect(detections.map((each) => [each.opened.key, each.events.secrets])).toEqual([
      ["denied", []],
      ["done", ["a"]],
    ]);
  });

  test("an empty store has nothing", async () => {
    expect(await run({ kind: "query", predicate: IS_X }, [])).toEqual({
      detections: [],
      insufficientBaseline: 0,
      missingGroup: 0,
    });
  });
});
