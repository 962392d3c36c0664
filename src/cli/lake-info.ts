import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isoTime } from "../alert/iso-time.ts";
import { type LakeInfo, lakeInfo, storedRatio } from "../engine/lake-info.ts";
import type { Lake } from "../lake/lake.ts";
import { STATE_FILE } from "../lake/paths.ts";
import { lakeTable } from "../report/terminal/lake-table.ts";
import { openForReading } from "./open-for-reading.ts";

export interface LakeInfoOptions {
  readonly format: "table" | "json";
}

/** `trailhound lake info`: see docs/lake-info.md. */
export async function runLakeInfo(directory: string, { format }: LakeInfoOptions): Promise<void> {
  const threads = availableParallelism();
  const lake = await openForReading({ directory, memoryLimit: "512MiB", threads });
  const info = await readLakeInfo(directory, lake).finally(() => lake.close());
  const { isTTY, columns } = process.stdout;
  const text =
    format === "json"
      ? `${JSON.stringify(toJson(info), null, 2)}\n`
      : lakeTable(info, { width: isTTY ? columns : 100, colour: isTTY === true });
  process.stdout.write(text);
}

export async function readLakeInfo(directory: string, lake: Lake): Promise<LakeInfo> {
  const { size: stateBytes } = await stat(join(directory, STATE_FILE));
  const { first, last } = lake.stats;
  return lakeInfo(lake.parts(), { directory, first, last, stateBytes });
}

function toJson(info: LakeInfo): object {
  const { directory, events, parts, superseded, first, last, partBytes, stateBytes, jsonBytes, days } = info;
  return {
    directory,
    events,
    first: first === null ? null : isoTime(first),
    last: last === null ? null : isoTime(last),
    parts,
    superseded,
    part_bytes: partBytes,
    state_bytes: stateBytes,
    stored_bytes: partBytes + stateBytes,
    json_bytes: jsonBytes,
    stored_ratio: storedRatio(info),
    bytes_per_event: events === 0 ? null : (partBytes + stateBytes) / events,
    days,
  };
}
