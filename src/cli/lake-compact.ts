import { availableParallelism } from "node:os";
import type { LakeInfo } from "../engine/lake-info.ts";
import { openLake } from "../lake/lake.ts";
import { bytesText } from "../report/bytes-text.ts";
import { counted } from "../report/count-text.ts";
import { readLakeInfo } from "./lake-info.ts";
import { memoryArgument } from "./memory-argument.ts";
import { startProgress } from "./progress.ts";

export interface LakeCompactOptions {
  readonly memory: string;
  readonly threads?: number;
}

/** `trailhound lake compact`: see docs/lake-compact.md. */
export async function runLakeCompact(directory: string, options: LakeCompactOptions): Promise<void> {
  const memoryLimit = memoryArgument(options.memory);
  const threads = options.threads ?? availableParallelism();
  const lake = await openLake({ directory, memoryLimit, threads, kind: "kept", mustExist: true });
  const progress = startProgress("merging");
  try {
    const before = await readLakeInfo(directory, lake);
    await lake.compact((done, total, day) => progress.update(done, total, day));
    progress.stop();
    process.stderr.write(saved(before, await readLakeInfo(directory, lake)));
  } finally {
    progress.stop();
    await lake.close();
  }
}

function saved(before: LakeInfo, after: LakeInfo): string {
  if (before.parts === after.parts && before.superseded === after.superseded)
    return `nothing to merge: ${counted(after.parts, "part")}, ${bytesText(after.partBytes)}\n`;
  const parts = `${counted(before.parts, "part")} became ${after.parts}`;
  const rows =
    before.superseded === 0 ? "" : `, ${counted(before.superseded - after.superseded, "superseded row")} left out`;
  const change = before.partBytes - after.partBytes;
  const bytes = `${bytesText(Math.abs(change))} ${change >= 0 ? "saved" : "more"}`;
  return `${parts}${rows}: ${bytesText(before.partBytes)} before, ${bytesText(after.partBytes)} now, ${bytes}\n`;
}
