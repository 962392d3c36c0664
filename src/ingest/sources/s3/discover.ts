import type { S3Client } from "@aws-sdk/client-s3";
import pLimit from "p-limit";
import { listPages } from "./list-page.ts";
import { isOwner, levelOf, type StreamPlace } from "./stream.ts";

/** `plain`: nothing there is laid out as CloudTrail does it. */
export type Layout = { readonly kind: "streams"; readonly places: readonly StreamPlace[] } | { readonly kind: "plain" };

/** Folders that are listed at the same time. */
const AT_ONCE = 8;

/**
 * Finds the accounts and regions below a prefix (without slashes at its ends), with one listing of folders for each
 * owner. The prefix may end anywhere before, in or after `AWSLogs/[o-ID/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD`.
 */
export async function discover(client: S3Client, bucket: string, prefix: string, signal: AbortSignal): Promise<Layout> {
  const base = prefix === "" ? "" : `${prefix}/`;
  const segments = prefix === "" ? [] : prefix.split("/");
  const at = segments.lastIndexOf("AWSLogs");
  const limit = pLimit(AT_ONCE);
  const folders = (path: string) => limit(() => foldersBelow(client, bucket, path, signal));
  if (at < 0) {
    const root = `${base}AWSLogs/`;
    if ((await folders(root)).length === 0) return { kind: "plain" };
    return { kind: "streams", places: await descend(root, [], folders) };
  }
  const after = segments.slice(at + 1);
  if (levelOf(base, after).kind === "other") return { kind: "plain" };
  return { kind: "streams", places: await descend(base, after, folders) };
}

type Folders = (path: string) => Promise<readonly string[]>;

async function descend(path: string, after: readonly string[], folders: Folders): Promise<readonly StreamPlace[]> {
  const level = levelOf(path, after);
  switch (level.kind) {
    case "owners":
      return into(path, after, (await folders(path)).filter(isOwner), folders);
    case "account":
      return into(path, after, ["CloudTrail"], folders);
    case "regions":
      return into(path, after, await folders(path), folders);
    case "stream":
      return [level.place];
    case "other":
      return [];
  }
}

async function into(
  path: string,
  after: readonly string[],
  names: readonly string[],
  folders: Folders,
): Promise<readonly StreamPlace[]> {
  const found = await Promise.all(names.map((name) => descend(`${path}${name}/`, [...after, name], folders)));
  return found.flat();
}

async function foldersBelow(
  client: S3Client,
  bucket: string,
  path: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of listPages(client, { bucket, prefix: path, folders: true }, signal)) {
    for (const folder of page.folders) names.push(folder.slice(path.length, -1));
  }
  return names;
}
