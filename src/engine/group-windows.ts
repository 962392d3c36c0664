import { Queue } from "../detect/queue.ts";

/** What a detection is to its group: it opens a window, lies in one that is open, or either of the two. */
export type Place = "opens" | "joins" | "either";

/**
 * The suppression windows of one group when its detections are known from some time on, and before it anything may have been.
 *
 * - State of a group: the end of its open window, or none. A detection at t finds it open when t lies before the end, and
 *   joins; otherwise it opens a window. So the state after t depends on the past only through the ends that lie after t.
 * - At first every end up to `unknownUntil` is possible, and none. Each detection moves each possible state by the
 *   definition; those that it closes become one. A detection that closes all of them opens a window whatever was before,
 *   and from there on the state is known. That is so at the latest when a group had no detection for as long as a window
 *   lasts; often earlier, as windows that began apart fall together.
 */
export class GroupWindows {
  /** Possible ends, ascending, of windows that were opened by a detection that was seen. */
  readonly #ends = new Queue<number>();
  readonly #unknownUntil: number;
  /** Ends in `(last, unknownUntil]` are possible, too. */
  #last = Number.NEGATIVE_INFINITY;

  /** Latest end of a window opened by what is not known, epoch ms; minus infinity: all is known. */
  constructor(unknownUntil: number) {
    this.#unknownUntil = unknownUntil;
  }

  /** The next detection, in order of time; `end`: of the window that it would open. */
  see(time: number, end: number): Place {
    let isClosed = this.#last < Math.min(time, this.#unknownUntil);
    this.#last = time;
    for (let first = this.#ends.first(); first !== undefined && first <= time; first = this.#ends.first()) {
      this.#ends.shift();
      isClosed = true;
    }
    const isOpen = time < this.#unknownUntil || this.#ends.length > 0;
    if (isOpen && !isClosed) return "joins";
    this.#ends.push(end);
    return isOpen ? "either" : "opens";
  }
}
