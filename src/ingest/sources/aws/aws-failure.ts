import { ARCHIVED, FORBIDDEN, GONE, REFUSED } from "../reasons.ts";

/** Refusals that are about us, the time or the load, and not about one object. */
const PASSING = new Set([
  "AuthorizationHeaderMalformed",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidToken",
  "NoSuchBucket",
  "RequestTimeout",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
]);

/** Time-out, conflict, too many requests. */
const TRY_AGAIN = new Set([408, 409, 429]);

const MISSING = new Set(["NoSuchKey", "NotFound", "NoSuchVersion"]);

/** Why an object cannot be had, whatever is tried; null when trying again may help. */
export function objectReason(error: unknown): string | null {
  const { name, status } = failureOf(error);
  if (MISSING.has(name)) return GONE;
  if (name === "InvalidObjectState") return ARCHIVED;
  // a key that cannot be written into a URL
  if (error instanceof URIError) return REFUSED;
  if (status === null || PASSING.has(name) || TRY_AGAIN.has(status)) return null;
  if (status === 403) return FORBIDDEN;
  return status >= 400 && status < 500 ? REFUSED : null;
}

/** No such thing and no retry will make one. */
export function isMissing(error: unknown): boolean {
  const { name } = failureOf(error);
  return (
    name === "NoSuchBucket" ||
    name === "InvalidBucketName" ||
    name === "QueueDoesNotExist" ||
    name === "AWS.SimpleQueueService.NonExistentQueue"
  );
}

/** In words, on one line; the SDK's messages hold no secrets, but may hold what a server made up. */
export function failureText(error: unknown): string {
  const { name, message } = failureOf(error);
  const text = [...`${name}: ${message}`].map((each) => (each < " " || each === "\u007f" ? " " : each)).join("");
  return text.slice(0, MOST_TEXT);
}

const MOST_TEXT = 300;

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly status: number | null;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), status: null };
  const metadata: unknown = "$metadata" in error ? error.$metadata : null;
  const status = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata;
  const code = status ? metadata.httpStatusCode : null;
  const cause = error.message === "" && "code" in error ? String(error.code) : error.message;
  return { name: error.name, message: cause, status: typeof code === "number" ? code : null };
}
