import { sep } from "node:path";
import { printable } from "../../alert/printable.ts";
import type { CheckedRule } from "../../rule/loaded-rules.ts";
import { codeFrame } from "../../source/code-frame.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Choice, Fault, Texts } from "./choose-texts.ts";
import type { FileProblem, RuleProblem } from "./rule-set.ts";

/** Why changes were not taken. `gone`: files that were removed. `withheld`: nothing is said of these. */
export function rejectedProblems(
  { texts, rejected }: Choice<unknown>,
  gone: ReadonlySet<string>,
  withheld: (file: string) => boolean,
): readonly FileProblem[] {
  return [...rejected]
    .filter(([file]) => !withheld(file))
    .flatMap(([file, faults]) => faults.map((fault) => rejectedProblem(file, fault, texts.has(file), gone.has(file))));
}

function rejectedProblem(file: string, fault: Fault, keptVersion: boolean, wasRemoved: boolean): FileProblem {
  const removed = wasRemoved ? ["the file was removed, but this needs it:"] : [];
  const text = [...removed, ...fault.errors.map(codeFrame)].join("\n\n");
  return { kind: "broken", file, rule: fault.rule, name: fault.name, text, keptVersion };
}

/** A file or folder that cannot be read, or a folder that has nothing to read. */
export function unreadableProblem(path: string, error: Diagnostic, inForce: Texts): FileProblem {
  const keptVersion = isInForce(path, inForce);
  return {
    kind: "broken",
    file: path,
    rule: null,
    name: null,
    text: printable(`${path}: ${error.message}`),
    keptVersion,
  };
}

/** Whether something at or below the path is in force. */
export function isInForce(path: string, inForce: Texts): boolean {
  return [...inForce.keys()].some((file) => file === path || file.startsWith(path + sep));
}

export function unsupportedProblem({ file, id, name, diagnostics }: CheckedRule): RuleProblem {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const text = errors.map(codeFrame).join("\n\n");
  return { kind: "unsupported", of: "rules", file, rule: id, name, text, keptVersion: false };
}

export function unsavedProblem(folder: string, fault: unknown): FileProblem {
  const reason = fault instanceof Error ? fault.message : String(fault);
  const text = `the last good versions cannot be kept in ${printable(folder)}: ${printable(reason)}`;
  return { kind: "unsaved", file: folder, rule: null, name: null, text, keptVersion: true };
}
