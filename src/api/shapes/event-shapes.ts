import { z } from "zod";
import { time } from "./alert-shape.ts";
import { linesInput, timeInput } from "./inputs.ts";

const MOST_EVENTS = 10_000;
const LONGEST_QUERY = 10_000;

export const searchInput = z.strictObject({
  as: z
    .enum(["ecs", "datadog", "cloudtrail"])
    .default("ecs")
    .meta({ description: "The names of fields, in the search and in the answer." }),
  where: linesInput(LONGEST_QUERY).nullable().default(null).meta({
    description: "KQL with ecs and cloudtrail, Datadog log search with datadog; null: every event.",
  }),
  from: timeInput.exactOptional().meta({ description: "Event time, [from, to). Unless given, 24 hours before `to`." }),
  to: timeInput.exactOptional().meta({ description: "Now, unless given." }),
  limit: z.int().min(1).max(MOST_EVENTS).default(100),
});

export const foundEventsShape = z.object({
  from: time,
  to: time,
  events: z.array(z.looseObject({})).meta({ description: "By time, the oldest first." }),
  truncated: z.boolean().meta({ description: "There are more than the limit, or than what one answer may hold." }),
});
