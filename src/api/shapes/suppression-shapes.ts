import { z } from "zod";
import { SUPPRESSION_LIMITS } from "../../rule/suppression-file/limits.ts";
import { time } from "./alert-shape.ts";
import { isoInput, lineInput, linesInput } from "./inputs.ts";
import { storedAlertShape } from "./triage-shapes.ts";

const LONGEST_RULE_ID = 200;
const APPLIES_TO = ["alerts", "events"] as const;
const LANGUAGES = ["kql", "datadog"] as const;

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
  language: z.enum(LANGUAGES),
  query: linesInput(SUPPRESSION_LIMITS.query),
  owner: lineInput(SUPPRESSION_LIMITS.owner),
  reason: linesInput(SUPPRESSION_LIMITS.reason),
  from: isoInput.nullable().default(null).meta({ description: "In event time, [from, expires); null: open." }),
  expires: isoInput.nullable().default(null),
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
