import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 20;

/**
 * Looks every 20 ms at the peak resident memory that Linux keeps of the process and its descendants. The function that it gives stops
 * that and gives the largest peak in bytes; null where there is no /proc.
 */
export function watchMemory(pid: number | undefined): () => number | null {
  let most: number | null = null;
  const look = (): void => {
    for (const each of pid === undefined ? [] : familyOf(pid)) {
      const peak = peakOf(each);
      if (peak !== null) most = Math.max(most ?? 0, peak);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}

function familyOf(pid: number): number[] {
  const children = listTasks(pid).flatMap((task) => {
    const text = read(`/proc/${pid}/task/${task}/children`);
    return text === null ? [] : text.trim().split(" ").filter(Boolean).map(Number);
  });
  return [pid, ...children.flatMap(familyOf)];
}

function listTasks(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function peakOf(pid: number): number | null {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "");
  return found === null ? null : Number(found[1]) * 1024;
}

/** Null when the process has ended. */
function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
