import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { makeFolder } from "../util/make-folder.ts";
import type { Delivery } from "./deliver.ts";
import { random } from "./random.ts";

const compress = promisify(gzip);

/** Files in the making at once: keeps the compressors busy and memory bounded. */
const AT_ONCE = 6;
const NAME_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export interface FileWriter {
  /** Begins to write a file of records (JSON texts); waits only when too many are in the making. */
  write(path: string, records: readonly string[]): Promise<void>;
  /** Waits for the rest. `bytes` as on disk, `uncompressed` as JSON. */
  close(): Promise<{ readonly files: number; readonly bytes: number; readonly uncompressed: number }>;
}

export function fileWriter(folder: string): FileWriter {
  const made = new Set<string>();
  const busy = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const sum = { files: 0, bytes: 0, uncompressed: 0 };
  const one = async (path: string, records: readonly string[]) => {
    const text = Buffer.from(`{"Records":[${records.join(",")}]}`);
    const packed = withoutOrigin(await compress(text, { level: 4 }));
    const file = join(folder, path);
    if (!made.has(dirname(file))) await makeFolder(dirname(file));
    made.add(dirname(file));
    await writeFile(file, packed, { flag: "wx" });
    sum.files++;
    sum.bytes += packed.length;
    sum.uncompressed += text.length;
  };
  const checked = () => {
    if (failures.length > 0) throw failures[0];
  };
  return {
    write: async (path, records) => {
      const task: Promise<void> = one(path, records)
        .catch((failure: unknown) => void failures.push(failure))
        .finally(() => busy.delete(task));
      busy.add(task);
      if (busy.size >= AT_ONCE) await Promise.race(busy);
      checked();
    },
    close: async () => {
      await Promise.all(busy);
      checked();
      return sum;
    },
  };
}

/** zlib writes no time into the header; the ninth byte names the operating system (RFC 1952) and would differ: 255 is "unknown". */
function withoutOrigin(packed: Buffer): Buffer {
  packed[9] = 255;
  return packed;
}

/** `AWSLogs/<account>/CloudTrail/<region>/YYYY/MM/DD/<account>_CloudTrail_<region>_YYYYMMDDTHHMMZ_<16>.json.gz`. */
export function trailPath(delivery: Delivery, seed: number): string {
  const { accountId, region, slotEnd, delivered } = delivery;
  const iso = new Date(delivered).toISOString();
  const stamp = `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 13)}${iso.slice(14, 16)}Z`;
  const unique = random(seed, "file", accountId, region, slotEnd).text(16, NAME_LETTERS);
  const folder = `AWSLogs/${accountId}/CloudTrail/${region}/${iso.slice(0, 10).replaceAll("-", "/")}`;
  return `${folder}/${accountId}_CloudTrail_${region}_${stamp}_${unique}.json.gz`;
}
