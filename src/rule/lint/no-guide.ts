import type { Lint } from "./lint.ts";

export const noGuide: Lint = {
  id: "no-description-or-guide",
  severity: "info",
  sentence: "Who gets the alert finds neither a description nor a guide in the rule.",
  check(rule, { file, span }) {
    if (rule.description.trim() !== "" || rule.guide.text.trim() !== "") return [];
    const message = "the rule has neither a description nor a guide for who gets its alerts";
    return [{ code: "missing-key", message, source: file, span }];
  },
};
