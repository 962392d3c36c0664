import type { FoundObject } from "../found-object.ts";
import type { DeliveryLimits } from "../source.ts";
import type { SourceHealth } from "../source-health.ts";
import type { HiddenMessages } from "./hidden-messages.ts";
import { parseMessage } from "./parse-message.ts";
import { MOST_MESSAGES, type Queue } from "./queue.ts";

/** A message that was understood and tells of objects. */
export interface Notice {
  readonly handle: string;
  readonly objects: readonly FoundObject[];
}

/** Receives that go on at the same time once there is more than one brings. */
const RECEIVES = 4;
/** Seconds; as long as SQS allows, and as short as makes it ask all of its servers. */
const LONG_POLL = 20;
const SHORT_POLL = 1;
/** Ids of messages that were counted as poison. */
const MOST_POISON = 10_000;

/** Messages that were received and are not settled. */
export class Inbox {
  readonly #queue: Queue;
  readonly #hidden: HiddenMessages;
  readonly #health: SourceHealth;
  readonly #poison = new Set<string>();
  #notices: Notice[] = [];
  /** The last receive brought fewer than it asked for. */
  isDrained = false;

  constructor(queue: Queue, hidden: HiddenMessages, health: SourceHealth) {
    this.#queue = queue;
    this.#hidden = hidden;
    this.#health = health;
  }

  get size(): number {
    return this.#notices.length;
  }

  /** Receives until there is enough for a delivery, or the queue gives no more. `patient`: waits up to 20 s for a first message. */
  async fill(limits: DeliveryLimits, patient: boolean, signal: AbortSignal): Promise<void> {
    if (this.#isEnough(limits)) return;
    await this.#receive(1, patient ? LONG_POLL : SHORT_POLL, signal);
    while (!this.isDrained && !this.#isEnough(limits) && !signal.aborted) {
      const files = this.#notices.reduce((sum, { objects }) => sum + objects.length, 0);
      const wanted = Math.ceil((limits.files - files) / MOST_MESSAGES);
      await this.#receive(Math.min(RECEIVES, wanted), SHORT_POLL, signal);
    }
  }

  /** Takes out the first ones, up to the limits; at least one when there is any. */
  take(limits: DeliveryLimits): readonly Notice[] {
    return this.#notices.splice(0, countOf(this.#notices, limits));
  }

  /** They are the first ones again, and stay hidden from others. */
  putBack(notices: readonly Notice[]): void {
    this.#notices = [...notices, ...this.#notices];
  }

  /** They are the last ones: something that fails again and again must not hold up the others. */
  putLast(notices: readonly Notice[]): void {
    this.#notices = [...this.#notices, ...notices];
  }

  /** Deleted from the queue. When that fails they come back, and are then found to be done. */
  async done(notices: readonly { readonly handle: string }[]): Promise<void> {
    const handles = notices.map(({ handle }) => handle);
    this.#hidden.release(handles);
    if (handles.length > 0) await this.#queue.delete(handles);
  }

  /** Not deleted and not hidden any longer: the queue delivers them again, or hands them to its dead-letter queue. */
  leave(notices: readonly Notice[]): void {
    this.#hidden.release(notices.map(({ handle }) => handle));
  }

  #isEnough(limits: DeliveryLimits): boolean {
    const count = countOf(this.#notices, limits);
    return count < this.#notices.length || count >= limits.files;
  }

  async #receive(receives: number, seconds: number, signal: AbortSignal): Promise<void> {
    const calls = Array.from({ length: receives }, () => this.#queue.receive(seconds, signal));
    const results = await Promise.allSettled(calls);
    const batches = results.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    for (const message of batches.flat()) await this.#sort(message);
    this.isDrained = batches.some((each) => each.length < MOST_MESSAGES);
    const failed = results.find((each) => each.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #sort({
    id,
    handle,
    body,
  }: {
    readonly id: string;
    readonly handle: string;
    readonly body: string;
  }): Promise<void> {
    const message = parseMessage(body);
    if (message.kind === "poison") return this.#countPoison(id);
    this.#hidden.keep([handle]);
    if (message.objects.length === 0) await this.done([{ handle }]);
    else this.#notices.push({ handle, objects: message.objects });
  }

  /** Once, however often it comes back. */
  #countPoison(id: string): void {
    if (this.#poison.has(id)) return;
    if (this.#poison.size >= MOST_POISON) this.#poison.clear();
    this.#poison.add(id);
    this.#health.poison++;
  }
}

function countOf(notices: readonly Notice[], limits: DeliveryLimits): number {
  let files = 0;
  let bytes = 0;
  let count = 0;
  for (const { objects } of notices) {
    files += objects.length;
    bytes += objects.reduce((sum, { size }) => sum + size, 0);
    if (count > 0 && (files > limits.files || bytes > limits.bytes)) break;
    count++;
  }
  return count;
}
