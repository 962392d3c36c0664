/**
 * Whether a key is one of a log: CloudTrail's own below `/CloudTrail/`, and outside of any `AWSLogs` folder what is named as JSON.
 * Digests, Insight events and other services' logs are none (CloudTrail User Guide, "CloudTrail log file name format").
 */
export function isLogKey(key: string): boolean {
  if (!/\.(json|jsonl|ndjson|gz)$/i.test(key)) return false;
  const segments = key.split("/").slice(0, -1);
  if (segments.includes("CloudTrail")) return true;
  return !segments.includes("AWSLogs") && !segments.some((each) => /^CloudTrail-/.test(each));
}
