import type { Operation } from "../operation.ts";
import { ALERT_OPERATIONS } from "./alert-operations.ts";
import { COMMENT_OPERATIONS } from "./comment-operations.ts";
import { EVENT_OPERATIONS } from "./event-operations.ts";
import { STATE_OPERATIONS } from "./state-operations.ts";
import { STREAM_OPERATIONS } from "./stream-operations.ts";
import { SUPPRESSION_OPERATIONS } from "./suppression-operations.ts";

/** Every operation. A path without parameters stands before one that would take it, too. */
export const OPERATIONS: readonly Operation[] = [
  ...STREAM_OPERATIONS,
  ...ALERT_OPERATIONS,
  ...COMMENT_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...SUPPRESSION_OPERATIONS,
  ...STATE_OPERATIONS,
];
