import { expect, test } from "vitest";
import { invariant, unreachable } from "../../src/util/invariant.ts";

test("an invariant that does not hold is called a bug", () => {
  expect(() => invariant(1, "one")).not.toThrow();
  expect(() => invariant(0, "none of none")).toThrow("bug: none of none");
  expect(() => unreachable({ kind: "new" } as never)).toThrow('bug: unexpected {"kind":"new"}');
});
