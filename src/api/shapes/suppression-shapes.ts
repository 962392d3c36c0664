import { z } from "zod";
import { suppressionTime } from "../../rule/suppression-file/facts.ts";
import { SUPPRESSION_LIMITS } from "../../rule/suppression-file/limits.ts";
import { time } from "./alert-shape.ts";
import { lineInput, linesInput } from "./inputs.ts";
import { storedAlertShape } from "./triage-shapes.ts";

const LONGEST_RULE_ID = 200;
const APPLIES_TO = ["alerts", "events"] as const;
const LANGUAGES = ["kql", "datadog"] as const;

/** As files have it; kept as ISO 8601 in UTC with milliseconds. `never`: null. */
function boundInput(words: string, never: boolean) {
  return z
    .string()
    .max(40)
    .transform((text, context) => {
      if (never && text === "never") return null;
      const ms = suppressionTime(text);
      if (ms !== undefined) return new Date(ms).toISOString();
      context.addIssue({ code: "custom", message: `expected ${words}` });
      return z.NEVER;
    })
    .nullable()
    .default(null);
}

const TIME = "a day (2026-01-02: its midnight, UTC) or an ISO time (2026-01-02T03:04:05Z, UTC without a zone)";

export const suppressionInput = z.strictObject({
  applies_to: z.enum(APPLIES_TO).meta({
    description:
      "alerts: they are kept, but neither shown nor told. events: an exception, they do not count for the rules (admin).",
  }),
  rules: z
    .array(lineInput(LONGEST_RULE_ID))
    .min(1)
    .max(SUPPRESSION_LIMITS.rules)
    .nullable()
    .default(null)
    .meta({ description: "Ids; null: all rules." }),
  language: z.enum(LANGUAGES).default("kql"),
  query: linesInput(SUPPRESSION_LIMITS.query),
  owner: lineInput(SUPPRESSION_LIMITS.owner),
  reason: linesInput(SUPPRESSION_LIMITS.reason),
  from: boundInput(TIME, false).meta({
    description: `It holds for event times in [from, expires). Expects ${TIME}; null: for all before expires.`,
  }),
  expires: boundInput(`${TIME}, or never`, true).meta({
    description: `Expects ${TIME}, or \`never\`, which is the same as null.`,
  }),
});

export const suppressionShape = z.object({
  id: z.string(),
  applies_to: z.enum(APPLIES_TO),
  rules: z.array(z.string()).nullable(),
  language: z.enum(LANGUAGES),
  query: z.string(),
  owner: z.string(),
  reason: z.string(),
  from: time.nullable(),
  expires: time.nullable(),
  expired: z.boolean().meta({ description: "Its time is over by the clock." }),
  file: z.string().nullable().meta({ description: "The file that it stands in; null: it came by the API." }),
  created: z.object({ at: time, by: z.string() }).nullable(),
});

export const suppressionsShape = z.object({ suppressions: z.array(suppressionShape) });

export const previewShape = z.object({
  looked: z.int().meta({ description: "Stored alerts that were looked at." }),
  removed_total: z.int().meta({ description: "How many it would hide, listed or not." }),
  removed: z
    .array(storedAlertShape)
    .meta({ description: "At most 100 of those that it would hide, the newest first." }),
  stay_total: z.int().meta({ description: "How many stay, listed or not." }),
  stay: z.array(storedAlertShape).meta({ description: "At most 100 of those that stay, the newest first." }),
});

export const previewAnswerShape = previewShape.extend({
  cut: z.boolean().meta({ description: "There are more of one or the other than are listed." }),
});
