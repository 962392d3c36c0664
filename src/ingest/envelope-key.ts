/**
 * Keys whose array holds records or items around records: `Records` of S3 log files, `Events` of `aws cloudtrail
 * lookup-events`, `logEvents` of CloudWatch Logs subscriptions, `events` of `aws logs filter-log-events`.
 */
const ENVELOPE_KEYS: readonly Uint8Array[] = ["Records", "Events", "logEvents", "events"].map((key) =>
  new TextEncoder().encode(key),
);

/** The longest key that must be at hand as a whole to be recognised, with its opening quote. */
export const LONGEST_ENVELOPE_KEY = 10;

/** Whether `bytes[from, to)` is the text of such a key. */
export function isEnvelopeKey(bytes: Uint8Array, from: number, to: number): boolean {
  for (const key of ENVELOPE_KEYS) {
    if (key.length === to - from && same(bytes, from, key)) return true;
  }
  return false;
}

function same(bytes: Uint8Array, from: number, key: Uint8Array): boolean {
  for (let i = 0; i < key.length; i++) {
    if (bytes[from + i] !== key[i]) return false;
  }
  return true;
}
