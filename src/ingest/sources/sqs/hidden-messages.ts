import type { Queue } from "./queue.ts";

/** A message is hidden anew after this part of the time for which it is hidden. */
const PART = 3;

/** Keeps messages that are worked on from being received by anybody else. */
export class HiddenMessages {
  readonly #queue: Queue;
  readonly #handles = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  readonly #onFailure: (error: unknown) => void;

  /** `visibility`: ms for which the queue hides a message. `onFailure` is told when it could not be asked to go on; null: it could. */
  constructor(queue: Queue, visibility: number, onFailure: (error: unknown) => void) {
    this.#queue = queue;
    this.#onFailure = onFailure;
    this.#timer = setInterval(() => void this.#extend(), Math.max(visibility / PART, 100));
    this.#timer.unref();
  }

  keep(handles: readonly string[]): void {
    for (const handle of handles) this.#handles.add(handle);
  }

  /** Let go: deleted, or left to come back by itself. */
  release(handles: readonly string[]): void {
    for (const handle of handles) this.#handles.delete(handle);
  }

  /** Lets all of them come back at once. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const handles = [...this.#handles];
    this.#handles.clear();
    if (handles.length > 0) await this.#queue.hide(handles, 0).catch(() => undefined);
  }

  async #extend(): Promise<void> {
    if (this.#handles.size === 0) return;
    try {
      await this.#queue.hide([...this.#handles]);
      this.#onFailure(null);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
