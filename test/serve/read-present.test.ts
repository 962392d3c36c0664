import { expect, test } from "vitest";
import { readPresent } from "../../src/serve/read-present.ts";
import { found, hour } from "../alert/store/found.ts";
import { useState } from "../alert/store/state.ts";

const state = useState();

test("alerts are found by their present and former ids; what is none is left out", async () => {
  const events = ["one", "two"];
  await state.follow([found({ id: "before", first: 2, last: 4, events })], hour(0));
  const { revised } = await state.follow(
    [found({ id: "now", first: 1, last: 4, events }), found({ id: "other", first: 30 })],
    hour(0),
  );
  expect(revised).toHaveLength(1);
  const alerts = await readPresent(state.database, ["other", "before", "now", "nobody"]);
  expect([...alerts].map(([id, { alert, aliases }]) => [id, alert.id, aliases]).sort()).toEqual([
    ["before", "now", ["before"]],
    ["now", "now", ["before"]],
    ["other", "other", []],
  ]);
  expect(await readPresent(state.database, [])).toEqual(new Map());
});
