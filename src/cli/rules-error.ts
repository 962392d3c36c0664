import { codeFrame } from "../source/code-frame.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** Rules that cannot be used, with every diagnostic as a code frame. Nothing was scanned. */
export class RulesError extends Error {
  constructor(diagnostics: readonly Diagnostic[]) {
    const count = diagnostics.filter((each) => each.severity === "error").length;
    const frames = diagnostics.map(codeFrame).join("\n\n");
    super(`${frames}\n\n${count} ${count === 1 ? "error" : "errors"} in the rules: nothing was scanned`);
    this.name = "RulesError";
  }
}
