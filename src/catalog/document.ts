import type { VocabularyName } from "../ir/vocabulary.ts";
import { unreachable } from "../util/invariant.ts";
import type { JsonObject } from "../util/json.ts";
import { datadogDocument } from "./document/datadog-document.ts";
import { ecsDocument } from "./document/ecs-document.ts";
import type { Enrichment } from "./document/enrichment.ts";
import { plainJson } from "./document/plain-json.ts";
import { isRawObject, type RawObject } from "./record/raw-value.ts";

/**
 * One raw CloudTrail record as the document that the vocabulary's community knows. The record comes from `parseRecord` (numbers
 * with their text) or from `JSON.parse`. Pure; never throws on what a record may hold. Digest and Insight records are taken too.
 */
export function toDocument(record: RawObject, as: VocabularyName, enrichment: Enrichment = {}): JsonObject {
  switch (as) {
    case "ecs":
      return ecsDocument(record, enrichment);
    case "datadog":
      return datadogDocument(record, enrichment);
    case "cloudtrail":
      return objectOf(record);
    default:
      return unreachable(as);
  }
}

function objectOf(record: RawObject): JsonObject {
  const plain = plainJson(record);
  return isRawObject(plain) ? (plain as JsonObject) : {};
}
