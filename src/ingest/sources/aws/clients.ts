import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { S3Spec, SqsSpec } from "../source-spec.ts";

/** Tries of one request by the SDK, with its own back-off and jitter. */
const ATTEMPTS = 4;
/** Where S3 tells the region of any bucket. */
const ANY_REGION = "us-east-1";

/** ms; a connection without a byte for `socketTimeout` is given up. Long polling is silent for 20 s. */
const REQUESTS = { connectionTimeout: 5_000, socketTimeout: 60_000 };

type Place = Pick<S3Spec, "region" | "endpoint">;

/** Credentials are those of the SDK's usual chain. A bucket in another region is followed there. */
export async function openS3({ region, endpoint }: Place): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  const config: S3ClientConfig = {
    maxAttempts: ATTEMPTS,
    requestHandler: REQUESTS,
    followRegionRedirects: true,
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, responseChecksumValidation: "WHEN_REQUIRED" }),
  };
  if (region !== undefined) return new S3Client({ ...config, region });
  const client = new S3Client(config);
  const chosen = await client.config.region().catch(() => undefined);
  if (chosen !== undefined) return client;
  client.destroy();
  return new S3Client({ ...config, region: ANY_REGION });
}

export async function openSqs({ url, region, endpoint }: SqsSpec): Promise<SQSClient> {
  const { SQSClient } = await import("@aws-sdk/client-sqs");
  const named = region ?? regionOfQueue(url);
  return new SQSClient({
    maxAttempts: ATTEMPTS,
    requestHandler: REQUESTS,
    endpoint: endpoint ?? new URL(url).origin,
    ...(named === undefined ? {} : { region: named }),
  });
}

/** Of the hosts `sqs.REGION.amazonaws.com`, `REGION.queue.amazonaws.com` and those of VPC endpoints (Amazon SQS endpoints and quotas). */
export function regionOfQueue(url: string): string | undefined {
  const { hostname } = new URL(url);
  return (
    /(?:^|\.)sqs(?:-fips)?\.([a-z0-9-]+)\.(?:vpce\.)?(?:amazonaws|api\.aws)/.exec(hostname)?.[1] ??
    /^([a-z0-9-]+)\.queue\.amazonaws\./.exec(hostname)?.[1]
  );
}
