import type { ResponseStep } from "../../../alert/alert.ts";

export interface FittingStep {
  readonly step: ResponseStep;
  /** A step under `undo` has the command that undoes this one. */
  readonly isUndoneBelow: boolean;
}

/** The steps of at most `most` characters together, in their order. Where all do not fit, those that rotate give way: they are many and alike. */
export function fittingSteps(steps: readonly ResponseStep[], most: number): readonly FittingStep[] {
  const undoing = new Set(steps.flatMap(({ step, command }) => (step === "undo" && command !== null ? [command] : [])));
  const all = steps.map((step) => ({ step, isUndoneBelow: step.undo !== null && undoing.has(step.undo) }));
  const isRotation = ({ step }: FittingStep): boolean => step.step === "rotate";
  const byImportance = [...all.filter((each) => !isRotation(each)), ...all.filter(isRotation)];
  let left = most;
  const fitting = new Set(
    byImportance.filter((each) => {
      left -= lengthOf(each);
      return left >= 0;
    }),
  );
  return all.filter((each) => fitting.has(each));
}

function lengthOf({ step, isUndoneBelow }: FittingStep): number {
  const undo = isUndoneBelow ? 0 : (step.undo?.length ?? 0);
  return step.title.length + (step.command?.length ?? 0) + undo;
}
