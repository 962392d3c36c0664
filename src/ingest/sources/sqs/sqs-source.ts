import type { S3Client } from "@aws-sdk/client-s3";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { pause } from "../../../util/pause.ts";
import { failureText, isMissing } from "../aws/aws-failure.ts";
import { FetchFolder } from "../aws/fetch-folder.ts";
import type { Fetching } from "../aws/fetch-objects.ts";
import { backOff } from "../back-off.ts";
import type { Delivery, FetchedObject, LogSource, SourceContext, SourceStatus } from "../source.ts";
import { SourceHealth } from "../source-health.ts";
import { SourceError } from "../source-spec.ts";
import { fetchNotices } from "./fetch-notices.ts";
import { HiddenMessages } from "./hidden-messages.ts";
import { Inbox, type Notice } from "./inbox.ts";
import { Queue } from "./queue.ts";

export interface SqsSetting {
  readonly name: string;
  readonly url: string;
  readonly queue: SQSClient;
  readonly client: S3Client;
  /** ms for which a received message is hidden. */
  readonly visibility: number;
  readonly maxObjectBytes: number;
  /** The clock, epoch ms. */
  readonly now: () => number;
}

/** Follows notifications of new objects in a queue. */
export class SqsSource implements LogSource {
  readonly name: string;
  readonly #setting: SqsSetting;
  readonly #context: SourceContext;
  readonly #queue: Queue;
  readonly #hidden: HiddenMessages;
  readonly #inbox: Inbox;
  readonly #fetching: Fetching;
  readonly #health: SourceHealth;
  /** The last delivery said that the source was caught up. */
  #told = false;
  /** In a row. */
  #failures = 0;
  /** What is in the inbox could not be fetched a moment ago. */
  #isStuck = false;

  private constructor(setting: SqsSetting, context: SourceContext, folder: FetchFolder) {
    this.name = setting.name;
    this.#setting = setting;
    this.#context = context;
    this.#health = new SourceHealth(setting.name);
    this.#queue = new Queue(setting.queue, setting.url, setting.visibility);
    this.#hidden = new HiddenMessages(this.#queue, setting.visibility, (error) => this.#note("visibility", error));
    this.#inbox = new Inbox(this.#queue, this.#hidden, this.#health);
    this.#fetching = { client: setting.client, folder, maxObjectBytes: setting.maxObjectBytes };
  }

  static async open(setting: SqsSetting, context: SourceContext): Promise<SqsSource> {
    return new SqsSource(setting, context, await FetchFolder.open(context.folder));
  }

  status(): SourceStatus {
    return this.#health.status();
  }

  async next(signal: AbortSignal): Promise<Delivery | null> {
    while (!signal.aborted) {
      const delivery = await this.#attempt(signal);
      if (delivery !== null) return delivery;
    }
    return null;
  }

  async close(): Promise<void> {
    await this.#hidden.close();
    this.#queue.close();
    this.#setting.client.destroy();
  }

  async #attempt(signal: AbortSignal): Promise<Delivery | null> {
    try {
      if (this.#inbox.size === 0 || this.#isStuck) await this.#receive(signal);
      return signal.aborted ? null : await this.#deliver(signal);
    } catch (error) {
      if (signal.aborted) return null;
      if (isMissing(error) && this.#health.status().lastLook === null) {
        throw new SourceError(`${this.name}: there is no such queue`);
      }
      this.#health.caughtUp = false;
      this.#note("queue", error);
      await pause(backOff(++this.#failures), signal);
      return null;
    }
  }

  async #receive(signal: AbortSignal): Promise<void> {
    // at first, that nothing waits is worth telling soon
    await this.#inbox.fill(this.#context.limits, this.#told && this.#inbox.size === 0, signal);
    this.#health.looked(this.#setting.now());
    this.#note("queue", null);
    this.#failures = 0;
  }

  async #deliver(signal: AbortSignal): Promise<Delivery | null> {
    const notices = this.#inbox.take(this.#context.limits);
    const { ledger } = this.#context;
    const result = await fetchNotices(notices, { ...this.#fetching, ledger, source: this.name }, signal).catch(
      (error) => {
        this.#inbox.putBack(notices);
        throw error;
      },
    );
    if (signal.aborted) {
      this.#inbox.putBack(notices);
      await this.#fetching.folder.remove(result.objects.map(({ path }) => path));
      return null;
    }
    this.#inbox.putLast(result.waiting);
    this.#isStuck = result.failure !== null;
    this.#inbox.leave(result.refused);
    if (notices.length > 0) this.#noteFetched(result.problem, result.failure);
    const caughtUp = this.#inbox.isDrained && this.#inbox.size === 0;
    this.#health.caughtUp = caughtUp;
    await this.#delete(result.known);
    if (result.objects.length > 0 || (caughtUp && !this.#told))
      return this.#delivery(result.objects, result.read, caughtUp);
    if (result.failure !== null) await pause(backOff(++this.#failures), signal);
    return null;
  }

  #delivery(objects: readonly FetchedObject[], notices: readonly Notice[], caughtUp: boolean): Delivery {
    this.#told = caughtUp;
    const remove = () => this.#fetching.folder.remove(objects.map(({ path }) => path));
    const committed = async () => {
      await remove();
      await this.#delete(notices);
    };
    const failed = async () => {
      this.#inbox.putBack(notices);
      this.#told = false;
      this.#health.caughtUp = false;
      await remove();
    };
    return { objects, caughtUp, committed, failed };
  }

  /** A message that could not be deleted comes back and is found in the ledger. */
  async #delete(notices: readonly Notice[]): Promise<void> {
    if (notices.length === 0) return;
    try {
      await this.#inbox.done(notices);
      this.#note("delete", null);
    } catch (error) {
      this.#note("delete", error);
    }
  }

  #noteFetched(problem: string | null, failure: unknown): void {
    this.#note("fetch", failure);
    if (problem === null) this.#health.mend("refused");
    else this.#health.fail("refused", problem);
  }

  #note(about: string, error: unknown): void {
    if (error === null) this.#health.mend(about);
    else this.#health.fail(about, failureText(error));
  }
}
