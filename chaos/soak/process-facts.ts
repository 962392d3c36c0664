import { readFile } from "node:fs/promises";

export interface ProcessFacts {
  /** Resident memory, bytes. */
  readonly memory: number;
  /** Seconds of all cores since it began. */
  readonly cpu: number;
}

/** Of Linux for user programs. */
const TICKS_A_SECOND = 100;

/** What Linux says of a process; null where there is no /proc, or the process has ended. */
export async function processFacts(pid: number): Promise<ProcessFacts | null> {
  try {
    const [status, stat] = await Promise.all(
      ["status", "stat"].map((name) => readFile(`/proc/${pid}/${name}`, "utf8")),
    );
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? "");
    // The second field is the name, in brackets, and may have spaces.
    const fields = (stat ?? "").slice((stat ?? "").lastIndexOf(")") + 2).split(" ");
    return { memory: Number(resident?.[1]) * 1024, cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND };
  } catch {
    return null;
  }
}
