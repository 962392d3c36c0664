import { codeFrame } from "../source/code-frame.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** Rules, or suppressions, that cannot be used, with every diagnostic as a code frame: nothing is done with them. */
export class RulesError extends Error {
  constructor(diagnostics: readonly Diagnostic[], consequence = "nothing was scanned", where = "rules") {
    const count = diagnostics.filter((each) => each.severity === "error").length;
    const frames = diagnostics.map(codeFrame).join("\n\n");
    super(`${frames}\n\n${count} ${count === 1 ? "error" : "errors"} in the ${where}: ${consequence}`);
    this.name = "RulesError";
  }
}
