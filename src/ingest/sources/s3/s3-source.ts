import { pause } from "../../../util/pause.ts";
import { failureText, isMissing } from "../aws/aws-failure.ts";
import { FetchFolder } from "../aws/fetch-folder.ts";
import { type Fetching, fetchObjects } from "../aws/fetch-objects.ts";
import { isLogKey } from "../aws/log-key.ts";
import { backOff } from "../back-off.ts";
import { type FoundObject, foundAgain } from "../found-object.ts";
import { ObjectQueue } from "../object-queue.ts";
import { GONE, mayChange, NOT_A_LOG } from "../reasons.ts";
import type { Delivery, FetchedObject, LogSource, SourceContext, SourceStatus } from "../source.ts";
import { SourceHealth } from "../source-health.ts";
import { SourceError } from "../source-spec.ts";
import { type BucketPlace, BucketWalk } from "./bucket-walk.ts";
import type { ListedObject } from "./list-page.ts";
import { RefusedObjects } from "./refused-objects.ts";

export interface S3Setting extends BucketPlace {
  readonly name: string;
  readonly maxObjectBytes: number;
}

/** Looks at a bucket again and again. */
export class S3Source implements LogSource {
  readonly name: string;
  readonly #setting: S3Setting;
  readonly #context: SourceContext;
  readonly #fetching: Fetching;
  readonly #walk: BucketWalk;
  readonly #queue: ObjectQueue;
  readonly #refused: RefusedObjects;
  readonly #health: SourceHealth;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** The last look saw everything. */
  #complete = false;
  /** The last delivery said that the source was caught up. */
  #told = false;
  /** In a row. */
  #failures = 0;
  #run = new AbortController();

  private constructor(setting: S3Setting, context: SourceContext, folder: FetchFolder) {
    this.name = setting.name;
    this.#setting = setting;
    this.#context = context;
    this.#fetching = { client: setting.client, folder, maxObjectBytes: setting.maxObjectBytes };
    this.#walk = new BucketWalk(setting);
    this.#queue = new ObjectQueue(setting.name, context.ledger);
    this.#refused = new RefusedObjects(setting.now());
    this.#health = new SourceHealth(setting.name);
  }

  static async open(setting: S3Setting, context: SourceContext): Promise<S3Source> {
    return new S3Source(setting, context, await FetchFolder.open(context.folder));
  }

  status(): SourceStatus {
    this.#health.waiting = this.#complete ? this.#queue.size : null;
    return this.#health.status();
  }

  async next(signal: AbortSignal): Promise<Delivery | null> {
    const abort = () => this.#run.abort();
    signal.addEventListener("abort", abort);
    try {
      while (!signal.aborted) {
        const delivery = await this.#attempt(signal);
        if (delivery !== null) return delivery;
      }
      return null;
    } finally {
      signal.removeEventListener("abort", abort);
      if (signal.aborted) await this.#restart();
    }
  }

  async close(): Promise<void> {
    this.#run.abort();
    await this.#walk.abandon();
    this.#setting.client.destroy();
  }

  /** After an abort: what a look has not seen is for the next one. */
  async #restart(): Promise<void> {
    await this.#walk.abandon();
    this.#complete = false;
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    this.#run = new AbortController();
  }

  async #attempt(signal: AbortSignal): Promise<Delivery | null> {
    try {
      if (this.#walk.isOver && this.#queue.size === 0) await this.#begin(signal);
      while (!this.#walk.isOver && !this.#queue.isEnough(this.#context.limits) && !signal.aborted) await this.#step();
      return signal.aborted ? null : await this.#deliver(signal);
    } catch (error) {
      if (signal.aborted) return null;
      if (isMissing(error) && this.#health.status().lastLook === null) {
        throw new SourceError(`${this.name}: there is no such bucket`);
      }
      await this.#walk.abandon();
      this.#failed("look", error);
      return null;
    }
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const { now } = this.#setting;
    const between = this.#failures === 0 ? this.#context.pollInterval : backOff(this.#failures);
    await pause(Math.max(0, this.#lookedAt + between - now()), signal);
    if (signal.aborted) return;
    this.#lookedAt = now();
    this.#complete = false;
    await this.#retryRefused();
    await this.#walk.begin(this.#run.signal);
    if (this.#walk.isOver) this.#ended();
  }

  async #step(): Promise<void> {
    const { bucket } = this.#setting;
    await this.#walk.step((objects: readonly ListedObject[]) =>
      this.#queue.add(
        objects.map(({ key, etag, size, modified }) => ({ key: `${bucket}/${key}`, etag, size, arrived: modified })),
      ),
    );
    if (this.#walk.isOver) this.#ended();
  }

  #ended(): void {
    if (this.#walk.failure !== null) {
      this.#failed("look", this.#walk.failure);
      return;
    }
    this.#complete = true;
    this.#failures = 0;
    this.#health.looked(this.#setting.now());
    this.#health.mend("look");
  }

  #failed(about: string, error: unknown): void {
    this.#failures++;
    this.#health.fail(about, failureText(error));
    this.#health.caughtUp = false;
  }

  async #retryRefused(): Promise<void> {
    const probes = this.#refused.probes(this.#setting.now());
    const { fetched } = await fetchObjects(probes, this.#fetching, this.#run.signal);
    await this.#fetching.folder.remove(fetched.map(({ path }) => path));
    if (fetched.some(({ reason }) => reason === null || !mayChange(reason)))
      this.#queue.putBack(this.#refused.release());
  }

  async #deliver(signal: AbortSignal): Promise<Delivery | null> {
    const batch = this.#queue.take(this.#context.limits);
    const isLog = ({ key }: FoundObject) => isLogKey(key.slice(this.#setting.bucket.length + 1));
    const others = batch.filter((each) => !isLog(each)).map((each) => ({ ...each, path: null, reason: NOT_A_LOG }));
    const { fetched, left, failure } = await fetchObjects(batch.filter(isLog), this.#fetching, this.#run.signal);
    if (signal.aborted) {
      this.#queue.putBack(batch);
      await this.#fetching.folder.remove(fetched.map(({ path }) => path));
      return null;
    }
    this.#queue.putLast(left);
    if (failure === null) this.#health.mend("fetch");
    else this.#failed("fetch", failure);
    const objects = [...others, ...fetched];
    const caughtUp = this.#complete && this.#walk.isOver && this.#queue.size === 0;
    this.#health.caughtUp = caughtUp;
    if (objects.length > 0 || (caughtUp && !this.#told)) return this.#delivery(objects, caughtUp);
    if (failure !== null) await pause(backOff(this.#failures), signal);
    return null;
  }

  #delivery(objects: readonly FetchedObject[], caughtUp: boolean): Delivery {
    this.#told = caughtUp;
    this.#refused.note(objects);
    for (const { key, reason } of objects)
      if (reason === GONE) this.#walk.forget(key.slice(this.#setting.bucket.length + 1));
    this.#noteRefused();
    const remove = () => this.#fetching.folder.remove(objects.map(({ path }) => path));
    const failed = async () => {
      this.#queue.putBack(objects.map(foundAgain));
      this.#told = false;
      this.#health.caughtUp = false;
      await remove();
    };
    return { objects, caughtUp, committed: remove, failed };
  }

  #noteRefused(): void {
    const problem = this.#refused.problem();
    if (problem === null) this.#health.mend("refused");
    else this.#health.fail("refused", problem);
  }
}
