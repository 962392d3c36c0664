import type { Source } from "../source/source.ts";

/** Keeps signals from being created, or logs from being looked at, for the rules that `ruleQuery` names. */
export interface DatadogSuppression {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly ruleQuery: Source;
  /** Over signals. At least one of the two is there. */
  readonly suppressionQuery: Source | null;
  /** Over logs, before they are counted. */
  readonly dataExclusionQuery: Source | null;
  /** Epoch ms; it holds in `[startDate, expirationDate)`, null is open. */
  readonly startDate: number | null;
  readonly expirationDate: number | null;
}
