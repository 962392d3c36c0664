import type { Detection } from "../../../src/detect/detection.ts";
import { isX, type OracleEvent, summary } from "./history.ts";

/** DESIGN §6: every event that satisfies P. */
export function queryOracle(all: readonly OracleEvent[]): Detection[] {
  return all.filter(isX).map((event) => ({
    entity: {},
    opened: { time: event.time, key: event.id },
    time: event.time,
    events: summary([event]),
    severity: null,
    caseName: null,
    evidence: { kind: "query" },
  }));
}
