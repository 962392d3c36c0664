import { z } from "zod";
import { parseSource } from "../../ingest/sources/parse-source.ts";
import { parseStart } from "../../ingest/sources/parse-start.ts";
import type { DirSpec, S3Spec, SourceSpec, SqsSpec } from "../../ingest/sources/source-spec.ts";
import { isJsonObject } from "../../util/json.ts";
import { chosen, strict } from "./strict.ts";
import { path, pollInterval, size, text, visibility } from "./values.ts";

const FORMS = 'a source such as "dir:PATH", "s3://BUCKET/PREFIX" or "sqs:QUEUE_URL", or an object with dir, s3 or sqs';

const inline: z.ZodType<SourceSpec> = text(FORMS, parseSource);

const aws = {
  region: z.exactOptional(
    text("a region such as eu-west-1", (given) => (/^[a-z0-9-]{1,40}$/.test(given) ? given : undefined)),
  ),
  endpoint: z.exactOptional(text("an http: or https: URL", httpUrl)),
  max_object: z.exactOptional(size),
};

export function httpUrl(given: string): string | undefined {
  const url = URL.canParse(given) ? new URL(given) : null;
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  return isPlain ? given : undefined;
}

const dir: z.ZodType<DirSpec> = strict({ dir: path }).transform((given) => ({ kind: "dir", path: given.dir }));

const bucket = text("a bucket such as s3://BUCKET/PREFIX", (given): S3Spec | undefined => {
  const spec = given.startsWith("s3://") ? parseSource(given) : undefined;
  return spec?.kind === "s3" ? spec : undefined;
});

const s3: z.ZodType<S3Spec> = strict({
  s3: bucket,
  ...aws,
  start: z.exactOptional(text("a time", parseStart)),
  poll: z.exactOptional(pollInterval),
}).transform(({ s3: spec, start, poll, ...rest }) => ({
  ...spec,
  ...(start && { start }),
  ...(poll !== undefined && { pollInterval: poll }),
  ...awsOf(rest),
}));

const queue = text("the URL of a queue", (given): SqsSpec | undefined => {
  const spec = parseSource(given.startsWith("sqs:") ? given : `sqs:${given}`);
  return spec.kind === "sqs" ? spec : undefined;
});

const sqs: z.ZodType<SqsSpec> = strict({
  sqs: queue,
  ...aws,
  visibility: z.exactOptional(visibility),
}).transform(({ sqs: spec, visibility: hidden, ...rest }) => ({
  ...spec,
  ...(hidden !== undefined && { visibility: hidden }),
  ...awsOf(rest),
}));

function awsOf({ max_object, ...rest }: { region?: string; endpoint?: string; max_object?: number }): {
  readonly region?: string;
  readonly endpoint?: string;
  readonly maxObjectBytes?: number;
} {
  return { ...rest, ...(max_object !== undefined && { maxObjectBytes: max_object }) };
}

const KINDS = { dir, s3, sqs } as const;

/** A source, as a text or as an object that one of `dir`, `s3` and `sqs` tells. */
export const sourceSchema: z.ZodType<SourceSpec> = chosen<SourceSpec>((value) => {
  if (!isJsonObject(value)) return inline;
  const kinds = (["dir", "s3", "sqs"] as const).filter((kind) => Object.hasOwn(value, kind));
  const [kind] = kinds;
  if (kind === undefined) return { refusal: "expected one of the keys dir, s3 and sqs" };
  return kinds.length === 1
    ? KINDS[kind]
    : { refusal: `expected one of the keys dir, s3 and sqs, found ${kinds.join(" and ")}` };
});
