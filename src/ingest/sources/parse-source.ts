import { didYouMean } from "../../util/did-you-mean.ts";
import { DAY } from "../../util/duration.ts";
import { isBucketName } from "./aws/bucket-name.ts";
import { type DirSpec, plainPath, type S3Spec, SourceError, type SourceSpec, type SqsSpec } from "./source-spec.ts";

/** A bucket that is attached is not read back for years. */
const DEFAULT_START = { kind: "ago", ms: 7 * DAY } as const;
const SCHEMES = ["dir", "s3", "sqs"];
const FORMS = "dir:PATH, s3://BUCKET/PREFIX or sqs:QUEUE_URL";
const MOST_CHARACTERS = 4096;

/** The source that `--source` or the configuration names. Throws SourceError with what was expected. */
export function parseSource(text: string): SourceSpec {
  if (text.length > MOST_CHARACTERS) throw new SourceError(`a source of ${text.length} characters: expected ${FORMS}`);
  if (hasControl(text)) refuse(text, "it holds control characters");
  const [, scheme, rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case "dir":
      return dirSpec(text, rest);
    case "s3":
      return s3Spec(text, rest);
    case "sqs":
      return sqsSpec(text, rest);
    default:
      return refuse(text, `expected ${FORMS}`, guess(text, scheme));
  }
}

function guess(text: string, scheme: string | undefined): string | undefined {
  if (scheme === undefined) return /^[./~]/.test(text) ? `a directory is dir:${text}` : undefined;
  if (/^https?$/i.test(scheme)) return /sqs|queue/i.test(text) ? `a queue is sqs:${withoutUser(text)}` : undefined;
  return didYouMean(scheme, SCHEMES);
}

function dirSpec(text: string, rest: string): DirSpec {
  if (rest === "") refuse(text, "a directory is missing: dir:PATH");
  if (rest.startsWith("//")) refuse(text, "expected dir:PATH without //");
  return { kind: "dir", path: plainPath(rest) };
}

function s3Spec(text: string, rest: string): S3Spec {
  const [, bucket = "", prefix = ""] = /^\/\/([^/]*)\/?(.*)$/s.exec(rest) ?? [];
  if (!rest.startsWith("//") || bucket === "") refuse(text, "a bucket is missing: s3://BUCKET/PREFIX");
  const options = text.includes("?") ? "options such as region and start are given in the configuration" : undefined;
  if (options !== undefined) refuse(text, "a ? has no meaning here", options);
  if (!isBucketName(bucket)) {
    refuse(text, "a bucket's name has 3 to 63 lower case letters, digits, hyphens and dots");
  }
  return { kind: "s3", bucket, prefix: prefix.replace(/^\/+|\/+$/g, ""), start: DEFAULT_START };
}

function sqsSpec(text: string, rest: string): SqsSpec {
  const url = URL.canParse(rest) ? new URL(rest) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const arn = rest.startsWith("arn:") ? "this is an ARN: `aws sqs get-queue-url` tells the URL" : undefined;
    refuse(text, "expected the queue's URL: sqs:https://sqs.REGION.amazonaws.com/ACCOUNT/NAME", arn);
  }
  if (url.username !== "" || url.password !== "") {
    throw new SourceError("sqs: the queue's URL holds a user or a password; credentials come from the environment");
  }
  if (url.search !== "" || url.hash !== "") refuse(text, "a queue's URL has no ? and no #");
  if (!/^\/[^/]+(\/[^/]+)*$/.test(url.pathname)) refuse(text, "the URL names no queue");
  return { kind: "sqs", url: url.href };
}

function refuse(text: string, reason: string, hint?: string): never {
  throw new SourceError(
    `source ${JSON.stringify(withoutUser(text))}: ${reason}${hint === undefined ? "" : ` (${hint})`}`,
  );
}

/** A password that somebody put into a URL is not repeated. */
function withoutUser(text: string): string {
  return text.replace(/\/\/[^/@]*@/, "//");
}

function hasControl(text: string): boolean {
  return [...text].some((each) => each < " " || each === "\u007f");
}
