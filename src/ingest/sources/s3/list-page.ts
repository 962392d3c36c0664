import type { S3Client } from "@aws-sdk/client-s3";
import { bareEtag, decodeKey } from "../aws/s3-text.ts";

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  /** Epoch ms; null when the server does not tell. */
  readonly modified: number | null;
}

export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly startAfter?: string;
  /** Gives folders below the prefix instead of what is in them. */
  readonly folders?: boolean;
}

export interface Page {
  readonly objects: readonly ListedObject[];
  readonly folders: readonly string[];
}

/** The pages of one listing, in the order of keys (UTF-8). Keys may hold anything: they travel URL-encoded. */
export async function* listPages(client: S3Client, listing: Listing, signal: AbortSignal): AsyncGenerator<Page> {
  const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
  let token: string | undefined;
  do {
    const answer = await client.send(
      new ListObjectsV2Command({
        Bucket: listing.bucket,
        Prefix: listing.prefix,
        EncodingType: "url",
        ...(listing.folders ? { Delimiter: "/" } : {}),
        ...(listing.startAfter === undefined ? {} : { StartAfter: listing.startAfter }),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
      { abortSignal: signal },
    );
    const decode = answer.EncodingType === "url" ? decodeKey : (key: string) => key;
    yield {
      objects: (answer.Contents ?? []).flatMap(({ Key, ETag, Size, LastModified }) =>
        Key === undefined
          ? []
          : [{ key: decode(Key), etag: bareEtag(ETag), size: Size ?? 0, modified: LastModified?.getTime() ?? null }],
      ),
      folders: (answer.CommonPrefixes ?? []).flatMap(({ Prefix }) => (Prefix === undefined ? [] : [decode(Prefix)])),
    };
    token = answer.IsTruncated === true ? answer.NextContinuationToken : undefined;
  } while (token !== undefined);
}
