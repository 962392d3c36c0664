import { openClient } from "../api/client.ts";
import { type Lake, openLake, openSnapshot } from "../lake/lake.ts";
import { LakeError, LakeInUse } from "../lake/lake-error.ts";
import { readServeFile } from "../serve/serve-file.ts";

export interface ReadingOptions {
  readonly directory: string;
  readonly memoryLimit: string;
  readonly threads: number;
}

/** Parts may be merged between the list and the look at the files. */
const TRIES = 3;

/** A kept lake for reading: by its state, or, while `serve` holds that, as `serve` lists it. */
export async function openForReading(options: ReadingOptions): Promise<Lake> {
  try {
    return await openLake({ ...options, kind: "kept", readOnly: true });
  } catch (error) {
    if (!(error instanceof LakeInUse)) throw error;
    const served = await readServeFile(options.directory);
    if (served === null) throw error;
    const client = openClient({ ...served, fetch });
    for (let tries = 1; ; tries++) {
      try {
        return await openSnapshot(await client.snapshot(), options);
      } catch (again) {
        if (tries === TRIES || !(again instanceof LakeError)) throw again;
      }
    }
  }
}
