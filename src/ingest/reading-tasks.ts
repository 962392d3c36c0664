import type { FoundFile } from "./found-file.ts";

/** Small enough that threads end together, large enough that messages do not count. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_FILES = 64;
/** Tasks a thread at the least, when there are as many files. */
const LEAST_TASKS = 8;

/** Files in the order given, in groups for the threads to take one after another. */
export function tasksOf(files: readonly FoundFile[], threads: number): (readonly FoundFile[])[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const most = Math.min(MOST_BYTES, total / (threads * LEAST_TASKS));
  const tasks: FoundFile[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const file of files) {
    const last = tasks.at(-1);
    if (last === undefined || bytes >= most || last.length >= MOST_FILES) {
      tasks.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return tasks;
}
