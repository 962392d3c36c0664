import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type AccountTemplates, stamped } from "./templates.ts";

const compress = promisify(gzip);

/** A marker: an event whose alert is waited for. */
export interface Marker {
  /** Its event id. */
  readonly id: string;
  /** Epoch ms: when its file was there. */
  readonly at: number;
}

/** Writes the files of accounts, each with the records that come next in its day. */
export interface LogWriter {
  /** One file of the account with so many events, the last of which is a marker if wanted. */
  write(account: number, events: number, withMarker: boolean): Promise<Marker | null>;
  readonly written: { files: number; events: number };
}

const NAME_LENGTH = 16;

/** `run`: 12 hex digits that no other run has: they are in every id. */
export function logWriter(folder: string, accounts: readonly AccountTemplates[], run: string): LogWriter {
  const unfinished = join(folder, "unfinished");
  const positions = accounts.map(() => 0);
  const made = new Set<string>();
  const written = { files: 0, events: 0 };
  let ids = 0;
  const nextId = (): string => idOf(++ids, run);
  const texts = (index: number, count: number, time: string): string[] => {
    const { templates } = accounts[index] ?? NO_ACCOUNT;
    return Array.from({ length: count }, () => {
      const at = positions[index] ?? 0;
      positions[index] = (at + 1) % templates.length;
      const template = templates[at];
      return template === undefined ? "{}" : stamped(template, time, nextId());
    });
  };
  return {
    written,
    write: async (index, events, withMarker) => {
      const { account, region } = accounts[index] ?? NO_ACCOUNT;
      const iso = new Date().toISOString();
      const time = `${iso.slice(0, 19)}Z`;
      const records = texts(index, events, time);
      const marker = withMarker ? nextId() : null;
      if (marker !== null) records.push(markerText(account, region, time, marker));
      const number = ++written.files;
      written.events += records.length;
      const bytes = await compress(`{"Records":[${records.join(",")}]}`, { level: 1 });
      const path = join(folder, "logs", pathOf(account, region, iso, number));
      for (const each of [dirname(path), unfinished]) if (!made.has(each)) await mkdir(each, { recursive: true });
      made.add(dirname(path)).add(unfinished);
      const beside = join(unfinished, String(number));
      await writeFile(beside, bytes);
      await rename(beside, path);
      return marker === null ? null : { id: marker, at: Date.now() };
    },
  };
}

const NO_ACCOUNT: AccountTemplates = { account: "", region: "", templates: [] };

/** As a UUID of version 4 looks. */
export function idOf(number: number, run: string): string {
  const hex = number.toString(16).padStart(16, "0");
  return `${hex.slice(8)}-${hex.slice(4, 8)}-4${hex.slice(1, 4)}-8000-${run}`;
}

function pathOf(account: string, region: string, iso: string, number: number): string {
  const stamp = `${iso.slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  const unique = String(number).padStart(NAME_LENGTH, "0");
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${iso.slice(0, 10).replaceAll("-", "/")}`;
  return `${folder}/${account}_CloudTrail_${region}_${stamp}_${unique}.json.gz`;
}

/** What `rules/marker.toml` looks for. */
function markerText(account: string, region: string, time: string, id: string): string {
  return JSON.stringify({
    eventVersion: "1.11",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDASOAKMARKER0000000",
      arn: `arn:aws:iam::${account}:user/soak-marker`,
      accountId: account,
      accessKeyId: "AKIASOAKMARKER000000",
      userName: "soak-marker",
    },
    eventTime: time,
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    awsRegion: region,
    sourceIPAddress: "192.0.2.1",
    userAgent: "soak",
    requestParameters: { secretId: "trailhound-soak-marker" },
    responseElements: null,
    requestID: id,
    eventID: id,
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: "Management",
  });
}
