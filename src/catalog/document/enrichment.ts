import type { JsonObject } from "../../util/json.ts";

/** What the enrichments know about one event, in ECS shape; the columns `source_info` and `agent_info`. */
export interface Enrichment {
  /** `{geo, as}` of the source address. */
  readonly source?: JsonObject | null;
  /** `{name, version, device, os}` of the user agent. */
  readonly agent?: JsonObject | null;
}
