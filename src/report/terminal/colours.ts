import pc from "picocolors";
import type { Severity } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";

export type Colours = ReturnType<typeof pc.createColors>;
export type Paint = (text: string) => string;

/** Colours when they are wanted and the environment does not forbid them (no-color.org: any text that is not empty). */
export function colours(wanted: boolean): Colours {
  return pc.createColors(wanted && !process.env["NO_COLOR"]);
}

export function severityPaint(severity: Severity, { bold, red, yellow, cyan, dim }: Colours): Paint {
  switch (severity) {
    case "critical":
      return (text) => bold(red(text));
    case "high":
      return red;
    case "medium":
      return yellow;
    case "low":
      return cyan;
    case "info":
      return dim;
    default:
      return unreachable(severity);
  }
}
