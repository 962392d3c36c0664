import { z } from "zod";
import { CLOSE_REASONS, TRIAGE_STATES } from "../../alert/store/stored-alert.ts";
import { alertShape, time } from "./alert-shape.ts";
import { lineInput, linesInput } from "./inputs.ts";

const triage = z.object({
  state: z.enum(TRIAGE_STATES),
  reason: z.enum(CLOSE_REASONS).nullable().meta({ description: "Of a closed one." }),
  assignee: z.string().nullable(),
  updated: time.nullable().meta({ description: "Null: nobody has touched it." }),
});

export const storedAlertShape = z
  .object({
    alert: alertShape,
    aliases: z.array(z.string()).meta({ description: "Ids that it had before; each of them still finds it." }),
    thread: z.string().meta({ description: "The first id that it was stored under." }),
    status: z
      .enum(["current", "superseded"])
      .meta({ description: "superseded: later events show that there is nothing." }),
    because: z.string().nullable().meta({ description: "Why it is superseded." }),
    suppressed_by: z.string().nullable().meta({ description: "Id of the suppression that hides it." }),
    triage,
    opened: time.meta({ description: "By the clock: when it was first stored." }),
    changed: time.meta({ description: "By the clock: when events last changed it." }),
    revision: z.int().min(1),
  })
  .meta({ description: "An alert with what became of it and what people made of it." });

export const alertPageShape = z.object({
  alerts: z.array(storedAlertShape),
  next: z.string().nullable().meta({ description: "Cursor of the page after it; null: there is none." }),
});

export const commentShape = z.object({
  number: z.int(),
  at: time,
  author: z.string(),
  text: z.string(),
});

export const commentsShape = z.object({ comments: z.array(commentShape) });

export const auditShape = z.object({
  entries: z.array(
    z.object({
      number: z.int(),
      at: time,
      actor: z.string(),
      action: z.string(),
      subject: z.string().meta({ description: "The alert or suppression." }),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
});

const LONGEST_NAME = 200;
const LONGEST_COMMENT = 10_000;

export const triageInput = z.strictObject({
  state: z.enum(TRIAGE_STATES).exactOptional(),
  reason: z
    .enum(CLOSE_REASONS)
    .exactOptional()
    .meta({ description: "Required with the state closed, refused otherwise." }),
  assignee: lineInput(LONGEST_NAME).nullable().exactOptional().meta({ description: "Null: nobody." }),
});

export const commentInput = z.strictObject({ text: linesInput(LONGEST_COMMENT) });

/** What the stream sends as `data`. */
export const alertEventShape = z.object({
  kind: z.enum(["opened", "revised", "superseded", "merged", "triage"]),
  alert: storedAlertShape,
});
