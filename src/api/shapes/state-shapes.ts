import { z } from "zod";
import { SEVERITIES } from "../../rule/rule.ts";
import { time } from "./alert-shape.ts";

const count = z.int().min(0);

export const rulesShape = z.object({
  rules: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      format: z.string(),
      type: z.string(),
      severity: z.enum(SEVERITIES),
      enabled: z.boolean(),
      status: z.enum(["ok", "pending", "last_good", "failed", "unsupported"]).meta({
        description:
          "pending: it does not run yet as its file has it, the version before does, if there is one. last_good: its file does not load now, the version before is run. failed: it does not load, or the database refuses it.",
      }),
      file: z.string(),
      problem: z.string().nullable(),
      history: z.object({ done: count, total: count }).nullable().meta({
        description: "While what the rule compares with is worked out anew.",
      }),
      too_late: count.meta({ description: "Events that came too late to be judged by it." }),
      last_evaluation_ms: z.number().nullable(),
    }),
  ),
});

export const lakeShape = z.object({
  directory: z.string(),
  events: count,
  first: time.nullable(),
  last: time.nullable(),
  parts: count,
  superseded: count.meta({ description: "Rows that another copy of the event beat." }),
  part_bytes: count,
  state_bytes: count,
  json_bytes: count,
  days: z.array(z.object({ day: z.string(), parts: count, events: count, bytes: count })),
});

export const snapshotShape = z.object({
  parts: z.array(
    z.object({
      part: count,
      name: z.string(),
      level: z.enum(["raw", "day"]),
      events: count.meta({ description: "Rows, with those that do not count." }),
      first: z.int().meta({ description: "Epoch ms of the earliest row." }),
      last: z.int().meta({ description: "Epoch ms of the latest row." }),
      bytes: count,
      json_bytes: count,
    }),
  ),
  superseded: z
    .array(z.object({ part: count, rows: z.array(count) }))
    .meta({ description: "Rows, from 0, that another copy of the event beat." }),
  duplicates: count,
});

const STATUS = z.enum(["ok", "degraded", "failing"]);

export const healthShape = z.object({
  status: STATUS,
  since: time,
  version: z.string(),
  problems: z.array(z.string()),
  lag_ms: z.number().nullable().meta({
    description:
      "How long what was delivered waits for its commit: since it arrived, or was delivered if it was there before the process; null: not known.",
  }),
  last_batch: z.object({ at: time, events: count, ms: z.number() }).nullable(),
  sources: z.array(
    z.object({
      name: z.string(),
      caught_up: z.boolean(),
      waiting: count.nullable(),
      last_look: time.nullable(),
      problem: z.string().nullable(),
      poison: count.meta({ description: "Messages that could not be understood, left to the queue's redrive." }),
    }),
  ),
});

export const liveShape = z.object({ status: STATUS });

export const documentShape = z.looseObject({ openapi: z.string() });

export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(
      z.object({
        in: z.enum(["query", "body", "path", "header"]),
        field: z.string(),
        message: z.string(),
        hint: z.string().nullable(),
      }),
    ),
  })
  .meta({ description: "RFC 9457. `code` names the kind of mistake, `errors` each field that is wrong." });
