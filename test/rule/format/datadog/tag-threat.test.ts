import { expect, test } from "vitest";
import { datadogRule, load, said } from "../../samples.ts";

function threat(...tags: readonly string[]): unknown {
  const found = load(datadogRule({ tags })).rules[0]?.threat;
  return found?.map(({ tactic, techniques }) => [
    `${tactic.id} ${tactic.name}`,
    ...techniques.map(({ id, subtechniques }) => [id, ...subtechniques.map((each) => each.id)].join(" ")),
  ]);
}

test("a technique belongs to the tactic before it", () => {
  expect(
    threat(
      "source:cloudtrail",
      "tactic:TA0007-discovery",
      "technique:T1580-cloud-infrastructure-discovery",
      "tactic:TA0006-credential-access",
      "technique:T1555.006-cloud-secrets-management-stores",
    ),
  ).toEqual([
    ["TA0007 Discovery", "T1580"],
    ["TA0006 Credential Access", "T1555 T1555.006"],
  ]);
});

test("a technique before every tactic belongs to the first", () => {
  expect(threat("technique:T1580-x", "tactic:ta0007")).toEqual([["TA0007 ", "T1580"]]);
});

test("no tags, no threat; a technique alone is named", () => {
  expect(threat("security:attack", "tactic:none")).toEqual([]);
  expect(said(datadogRule({ tags: ["technique:T1580-x"] }))).toEqual([
    "info[no-effect]: a technique without a tag for its tactic is not shown",
  ]);
});
