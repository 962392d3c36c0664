import { MINUTE } from "../../util/duration.ts";
import type { LogSource, SourceContext } from "./source.ts";
import { type S3Spec, type SourceSpec, type SqsSpec, type Start, sourceName } from "./source-spec.ts";

export interface OpenOptions {
  /** By the clock, epoch ms: when this source was last caught up, in an earlier process too; null: never, or nobody knows. */
  readonly lastCaughtUp?: number | null;
  /** The clock, epoch ms; the system's unless given. */
  readonly now?: () => number;
}

/**
 * Opens a source; what it needs (the AWS SDK) is loaded here and not before. Reaches no server yet. Throws SourceError for
 * what no retry will mend.
 */
export async function openSource(
  spec: SourceSpec,
  context: SourceContext,
  options: OpenOptions = {},
): Promise<LogSource> {
  switch (spec.kind) {
    case "dir":
      return (await import("./dir/dir-source.ts")).DirSource.open(spec, context, options.now ?? Date.now);
    case "s3":
      return openS3Source(spec, context, options);
    case "sqs":
      return openSqsSource(spec, context, options.now ?? Date.now);
  }
}

const MOST_OBJECT_BYTES = 256 * 1024 * 1024;

async function openS3Source(spec: S3Spec, context: SourceContext, options: OpenOptions): Promise<LogSource> {
  const { now = Date.now, lastCaughtUp = null } = options;
  const { openS3 } = await import("./aws/clients.ts");
  const { S3Source } = await import("./s3/s3-source.ts");
  const setting = {
    name: sourceName(spec),
    client: await openS3(spec),
    bucket: spec.bucket,
    prefix: spec.prefix,
    start: startTime(spec.start, now(), lastCaughtUp),
    maxObjectBytes: spec.maxObjectBytes ?? MOST_OBJECT_BYTES,
    now,
  };
  return S3Source.open(setting, { ...context, pollInterval: spec.pollInterval ?? context.pollInterval });
}

/** Epoch ms; null: from the beginning. An outage that is longer than the time that `ago` names leaves no gap. */
function startTime(start: Start, now: number, lastCaughtUp: number | null): number | null {
  switch (start.kind) {
    case "all":
      return null;
    case "at":
      return Math.max(0, start.time);
    case "ago":
      return Math.max(0, Math.min(now, lastCaughtUp ?? now) - start.ms);
  }
}

async function openSqsSource(spec: SqsSpec, context: SourceContext, now: () => number): Promise<LogSource> {
  const { openS3, openSqs, regionOfQueue } = await import("./aws/clients.ts");
  const { SqsSource } = await import("./sqs/sqs-source.ts");
  // A queue's notifications come from buckets of its own region, unless something stands between.
  const region = spec.region ?? regionOfQueue(spec.url);
  const setting = {
    name: sourceName(spec),
    url: spec.url,
    queue: await openSqs(spec),
    client: await openS3({
      ...(region === undefined ? {} : { region }),
      ...(spec.endpoint === undefined ? {} : { endpoint: spec.endpoint }),
    }),
    visibility: spec.visibility ?? 5 * MINUTE,
    maxObjectBytes: spec.maxObjectBytes ?? MOST_OBJECT_BYTES,
    now,
  };
  return SqsSource.open(setting, context);
}
