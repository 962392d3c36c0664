import type { Alert } from "../../src/alert/alert.ts";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import { makeAlert, makeStored } from "../alert/make-alert.ts";

export const NOW = Date.parse("2026-03-02T12:00:00.000Z");

/** The alert of the documentation's examples. */
export function sampleAlert(over: Partial<Alert> = {}): Alert {
  return makeAlert({ id: EXAMPLE_ID, severity: "high", ...over });
}

export function sampleStored({ alert = sampleAlert(), ...over }: Partial<StoredAlert> = {}): StoredAlert {
  return makeStored(alert, over);
}

const RULE = sampleAlert().rule;

/** Four that differ in what lists ask for: an open one with a former id, a closed, a suppressed and a superseded one. */
export const SAMPLES: readonly StoredAlert[] = [
  sampleStored({ aliases: ["former-id"], thread: "former-id", revision: 2 }),
  sampleStored({
    alert: sampleAlert({
      id: "alert-2",
      time: "2026-03-01T09:00:00.000Z",
      rule: { ...RULE, id: "burst", name: "Burst", severity: "low" },
      reason: "User eve read 40 parameters.",
    }),
    triage: { state: "closed", reason: "benign", assignee: "ana", updated: "2026-03-01T11:00:00.000Z" },
  }),
  sampleStored({ alert: sampleAlert({ id: "alert-3", time: "2026-03-01T08:00:00.000Z" }), suppressedBy: "s-1" }),
  sampleStored({
    alert: sampleAlert({ id: "alert-4", time: "2026-03-01T07:00:00.000Z" }),
    status: "superseded",
    because: "A late event shows that the values were seen before.",
  }),
];
