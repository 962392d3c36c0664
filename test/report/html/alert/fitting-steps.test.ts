import { expect, test } from "vitest";
import type { ResponseStep } from "../../../../src/alert/alert.ts";
import { fittingSteps } from "../../../../src/report/html/alert/fitting-steps.ts";

function step(over: Partial<ResponseStep>): ResponseStep {
  return { step: "rotate", title: "x".repeat(100), command: null, effect: "disruptive", undo: null, ...over };
}

test("steps that rotate give way to the others, the order stays", () => {
  const steps = [step({ step: "confirm" }), step({}), step({}), step({ step: "verify" })];
  expect(fittingSteps(steps, 320).map((each) => each.step.step)).toEqual(["confirm", "rotate", "verify"]);
  expect(fittingSteps(steps, 1_000)).toHaveLength(4);
});

test("what a step under undo undoes is not repeated", () => {
  const steps = [
    step({ command: "do", undo: "undo it" }),
    step({ undo: "other" }),
    step({ step: "undo", command: "undo it" }),
  ];
  expect(fittingSteps(steps, 1_000).map(({ isUndoneBelow }) => isUndoneBelow)).toEqual([true, false, false]);
});
