import { expect, test } from "vitest";
import { overCapAlert } from "../../src/alert/over-cap.ts";
import { HOUR } from "../../src/util/duration.ts";
import { makeRule, START } from "./fixtures.ts";

const run = { from: START, to: START + HOUR, overCap: 7 };

test("one alert says how many detections of the run have none", () => {
  const alert = overCapAlert(makeRule(), run);
  expect(alert.reason).toBe(
    "7 more detections of this rule between 2026-03-01T10:00:00.000Z and 2026-03-01T11:00:00.000Z are over its cap of 100 alerts a run and have no alert of their own",
  );
  expect(alert).toMatchObject({
    time: "2026-03-01T11:00:00.000Z",
    entity: {},
    evidence: {
      kind: "over_cap",
      over_cap: 7,
      run: { from: "2026-03-01T10:00:00.000Z", to: "2026-03-01T11:00:00.000Z" },
    },
    identity: { arn: null, others: [] },
    respond: [],
  });
});

test("its id is that of the rule and the run, not of the count", () => {
  const { id } = overCapAlert(makeRule(), run);
  expect(overCapAlert(makeRule(), { ...run, overCap: 8 }).id).toBe(id);
  expect(overCapAlert(makeRule(), { ...run, to: run.to + 1 }).id).not.toBe(id);
  expect(overCapAlert(makeRule({ id: "other" }), run).id).not.toBe(id);
});
