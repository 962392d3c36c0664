import type { ResponseStep } from "../../../alert/alert.ts";

export interface FittingStep {
  readonly step: ResponseStep;
  /** There is a command, but no room for it. */
  readonly isCut: boolean;
  /** A step under `undo` has the command that undoes this one. */
  readonly isUndoneBelow: boolean;
}

/** The steps, the first ones with their commands as long as at most `most` characters are used. */
export function fittingSteps(steps: readonly ResponseStep[], most: number): readonly FittingStep[] {
  const undoing = new Set(steps.flatMap(({ step, command }) => (step === "undo" && command !== null ? [command] : [])));
  let left = most;
  return steps.map((step): FittingStep => {
    const isUndoneBelow = step.undo !== null && undoing.has(step.undo);
    left -= step.title.length + (step.command?.length ?? 0) + (isUndoneBelow ? 0 : (step.undo?.length ?? 0));
    return { step, isCut: left < 0 && step.command !== null, isUndoneBelow };
  });
}
