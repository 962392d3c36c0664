import { normalize } from "node:path";

/** From which time on a bucket is read; times in epoch ms. */
export type Start =
  | { readonly kind: "all" }
  /** That long before the source was last caught up, or before now when it never was. */
  | { readonly kind: "ago"; readonly ms: number }
  | { readonly kind: "at"; readonly time: number };

export interface DirSpec {
  readonly kind: "dir";
  readonly path: string;
}

interface AwsSpec {
  /** The SDK's own choice (environment, profile) unless given; of a queue, that of its URL. */
  readonly region?: string;
  /** Base URL of a compatible server, for S3 and SQS both. */
  readonly endpoint?: string;
  /** Most bytes of one object as it is stored; 256 MiB unless given. */
  readonly maxObjectBytes?: number;
}

export interface S3Spec extends AwsSpec {
  readonly kind: "s3";
  readonly bucket: string;
  /** Without slashes at its ends; empty: the whole bucket. */
  readonly prefix: string;
  readonly start: Start;
  /** ms between two looks; that of all sources unless given. Each look is at least a request for each account and region. */
  readonly pollInterval?: number;
}

export interface SqsSpec extends AwsSpec {
  readonly kind: "sqs";
  readonly url: string;
  /** ms for which a received message is hidden from others; extended while work goes on; 5 minutes unless given. */
  readonly visibility?: number;
}

export type SourceSpec = DirSpec | S3Spec | SqsSpec;

/** A source cannot be what was asked for; the message is for people and holds no secrets. */
export class SourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SourceError";
  }
}

/** The name in the ledger and in messages: the same for the same place, however it was spelled. */
export function sourceName(spec: SourceSpec): string {
  switch (spec.kind) {
    case "dir":
      return `dir:${plainPath(spec.path)}`;
    case "s3":
      return spec.prefix === "" ? `s3://${spec.bucket}` : `s3://${spec.bucket}/${spec.prefix}`;
    case "sqs":
      return `sqs:${spec.url}`;
  }
}

/** Without `.`, `..` and slashes that do nothing. */
export function plainPath(path: string): string {
  const plain = normalize(path);
  return plain.length > 1 && plain.endsWith("/") ? plain.slice(0, -1) : plain;
}
