import type { RawObject } from "../record/raw-value.ts";
import { textAt } from "../record/text-at.ts";
import { type Draft, put } from "./draft.ts";
import { prunedJson } from "./ecs-payload.ts";
import { isoTime } from "./iso-time.ts";

const TIMES: readonly (readonly [ecs: string, raw: string])[] = [
  ["start_time", "digestStartTime"],
  ["end_time", "digestEndTime"],
  ["newest_event_time", "newestEventTime"],
  ["oldest_event_time", "oldestEventTime"],
];

const TEXTS: readonly (readonly [ecs: string, raw: string])[] = [
  ["s3_bucket", "digestS3Bucket"],
  ["previous_s3_bucket", "previousDigestS3Bucket"],
  ["previous_s3_object", "previousDigestS3Object"],
  ["previous_hash_value", "previousDigestHashValue"],
  ["previous_hash_algorithm", "previousDigestHashAlgorithm"],
  ["previous_signature", "previousDigestSignature"],
  ["public_key_fingerprint", "digestPublicKeyFingerprint"],
  ["signature_algorithm", "digestSignatureAlgorithm"],
];

export function isDigest(record: RawObject): boolean {
  return textAt(record, "digestEndTime") !== undefined;
}

/** A CloudTrail digest file: the list of delivered log files, signed. Not an event, but Elastic indexes it. */
export function putDigest(draft: Draft, record: RawObject): void {
  const base = "aws.cloudtrail.flattened.digest";
  for (const [ecs, raw] of TIMES) put(draft, `${base}.${ecs}`, isoTime(textAt(record, raw)));
  for (const [ecs, raw] of TEXTS) put(draft, `${base}.${ecs}`, textAt(record, raw));
  put(draft, `${base}.log_files`, prunedJson(record["logFiles"]));
  put(draft, "file.path", textAt(record, "digestS3Object"));
  const hash = textAt(record, "previousDigestHashValue");
  put(draft, "related.hash", hash === undefined ? undefined : [hash]);
}
