import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { isTemporary } from "./file-state.ts";

/** Directories that are watched; the system has a limit, and polling sees the others. */
const MOST_WATCHED = 256;
const MOST_HINTS = 10_000;

/** What the system tells of changes, as far as it does: reason to look sooner, and never the only one. */
export class DirectoryHints {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #paths = new Set<string>();
  #wake: (() => void) | null = null;

  /** Watches the first ones of the directories, and no others any more. */
  follow(directories: readonly string[]): void {
    const wanted = new Set(directories.slice(0, MOST_WATCHED));
    for (const [path, watcher] of this.#watchers) {
      if (wanted.has(path)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
    for (const path of wanted) if (!this.#watchers.has(path)) this.#watch(path);
  }

  /** Paths at which something has happened since the last call. */
  take(): readonly string[] {
    const paths = [...this.#paths];
    this.#paths.clear();
    return paths;
  }

  /** Waits for so many ms, for a hint, or for the signal. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#paths.size > 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
      this.#wake = end;
    });
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(path: string): void {
    try {
      const watcher = watch(path, { persistent: false }, (_, name) => this.#note(path, name));
      watcher.on("error", () => this.#forget(path));
      this.#watchers.set(path, watcher);
    } catch {
      // no more watches to be had, or the directory is gone: polling remains
    }
  }

  #forget(path: string): void {
    this.#watchers.get(path)?.close();
    this.#watchers.delete(path);
  }

  #note(directory: string, name: string | null): void {
    if (name !== null && isTemporary(name)) return;
    if (this.#paths.size < MOST_HINTS) this.#paths.add(name === null ? directory : join(directory, name));
    this.#wake?.();
  }
}
