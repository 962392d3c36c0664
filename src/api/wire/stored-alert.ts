import type { z } from "zod";
import type { Alert } from "../../alert/alert.ts";
import type { StoredAlert } from "../../alert/store/stored-alert.ts";
import type { AlertEvent } from "../backend.ts";
import type { DeepReadonly } from "../shapes/deep-readonly.ts";
import type { alertEventShape, storedAlertShape } from "../shapes/triage-shapes.ts";

/** `StoredAlert` as it is sent. */
export interface WireAlert extends Omit<DeepReadonly<z.input<typeof storedAlertShape>>, "alert"> {
  readonly alert: Alert;
}

export function wireAlert(stored: StoredAlert): WireAlert {
  const { alert, aliases, thread, status, because, suppressedBy, triage, opened, changed, revision } = stored;
  return { alert, aliases, thread, status, because, suppressed_by: suppressedBy, triage, opened, changed, revision };
}

export function wireEvent(kind: AlertEvent["kind"], alert: StoredAlert): DeepReadonly<z.input<typeof alertEventShape>> {
  return { kind, alert: wireAlert(alert) };
}
