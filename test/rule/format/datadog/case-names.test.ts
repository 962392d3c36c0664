import { expect, test } from "vitest";
import { caseName } from "../../../../src/rule/format/datadog/cases.ts";

const named = (value: string) => ({ name: { value } }) as Parameters<typeof caseName>[0];

test("a case without a name, or with an empty one, has none", () => {
  expect([{} as Parameters<typeof caseName>[0], named(""), named("many")].map(caseName)).toEqual([null, null, "many"]);
});
