import type { Vocabulary } from "../../../ir/vocabulary.ts";
import type { Languages } from "../../languages.ts";
import type { Read } from "../keys.ts";
import type { Report } from "../report.ts";
import type { Given } from "../shape.ts";
import type { CASE, DATADOG_KEYS, OPTIONS, QUERY } from "./datadog-keys.ts";

export type DatadogKeys = Read<typeof DATADOG_KEYS>;
export type QueryKeys = Given<Read<typeof QUERY>>;
export type CaseKeys = Given<Read<typeof CASE>>;
export type OptionKeys = Given<Read<typeof OPTIONS>>;

/** What every part of a Datadog rule is read with. */
export interface DatadogContext {
  readonly languages: Languages;
  readonly vocabulary: Vocabulary;
  readonly report: Report;
}
