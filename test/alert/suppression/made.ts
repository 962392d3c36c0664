import type { Alert } from "../../../src/alert/alert.ts";
import { buildAlert } from "../../../src/alert/build-alert.ts";
import { overCapAlert } from "../../../src/alert/over-cap.ts";
import type { StoredAlert } from "../../../src/alert/store/stored-alert.ts";
import { compileOwn } from "../../../src/alert/suppression/compile-own.ts";
import type { CompiledOwn } from "../../../src/alert/suppression/compiled-own.ts";
import type { OwnSuppression } from "../../../src/alert/suppression/own-suppression.ts";
import { makeDetection, makeRecord, makeRule, START, secretRecord } from "../fixtures.ts";
import { makeStored } from "../make-alert.ts";

export const RULE = makeRule();
export const RECORDS = [makeRecord(), secretRecord()];
export const ALERT: Alert = buildAlert(makeDetection(), RULE, RECORDS, { paths: [] });
export const OVER_CAP: Alert = overCapAlert(RULE, { from: START, to: START + 1000, overCap: 3 });

export function draft(over: Partial<OwnSuppression> = {}): OwnSuppression {
  return {
    id: "s",
    appliesTo: "alerts",
    rules: null,
    language: "kql",
    query: "*",
    owner: "ops",
    reason: "made for a test",
    from: null,
    expires: null,
    file: null,
    ...over,
  };
}

export function own(over: Partial<OwnSuppression> = {}): CompiledOwn {
  const { suppression, diagnostics } = compileOwn(draft(over));
  if (suppression === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return suppression;
}

export function stored({ alert = ALERT, ...over }: Partial<StoredAlert> = {}): StoredAlert {
  return makeStored(alert, over);
}
