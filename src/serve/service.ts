import type { OwnSuppression } from "../alert/suppression/own-suppression.ts";
import type { Backend } from "../api/backend.ts";
import type { RuleFacts } from "../api/facts.ts";
import type { BatchDone } from "../engine/live/live.ts";
import { readVersions } from "../engine/live/live-rules.ts";
import type { LogSource } from "../ingest/sources/source.ts";
import { pause } from "../util/pause.ts";
import { Announcer } from "./announce.ts";
import { BatchLoop } from "./batch-loop.ts";
import type { ServeConfig } from "./config/serve-config.ts";
import type { Data } from "./data.ts";
import { Endings } from "./endings.ts";
import type { HealthSources } from "./health.ts";
import { HealthWatch, LOOK_EVERY } from "./health-watch.ts";
import type { Log } from "./log.ts";
import { readPresent } from "./read-present.ts";
import type { RuleBook } from "./rule-book/open-rule-book.ts";
import { ruleFacts } from "./rule-facts.ts";
import { RuleKeeper } from "./rule-keeper.ts";
import { inForce, unusable } from "./rules-in-force.ts";
import { serveBackend } from "./serve-backend.ts";
import { SideReads } from "./side-reads.ts";
import { openSuppressionDesk, readStored } from "./suppression-desk.ts";
import { Turns } from "./turns.ts";

export interface ServiceOptions {
  readonly directory: string;
  readonly config: ServeConfig;
  readonly version: string;
  readonly log: Log;
  readonly book: RuleBook;
  readonly data: Data;
  /** Opens the data directory anew. */
  readonly open: () => Promise<Data>;
}

/** Between two looks whether a rule waits for its history. */
const STEP_PAUSE = 200;

/** The engine with everything around it that changes while it runs: rules, suppressions, and the database when it fails. */
export class Service {
  readonly backend: Backend;
  readonly #options: ServiceOptions;
  readonly #turns = new Turns();
  readonly #loop: BatchLoop;
  readonly #keeper: RuleKeeper;
  readonly #announcer = new Announcer();
  readonly #reads = new SideReads();
  readonly #health: HealthWatch;
  readonly #endings: Endings;
  #looking: NodeJS.Timeout | null = null;
  #data: Data;
  #stored: readonly OwnSuppression[] = [];
  #sources: readonly LogSource[] = [];
  readonly #unfollow: () => void;

  private constructor(options: ServiceOptions) {
    this.#options = options;
    this.#data = options.data;
    const data = (): Data => this.#data;
    const { config, log, book, directory, version } = options;
    this.#health = new HealthWatch(() => this.#healthSources(), log);
    this.#endings = new Endings(book.current(), log, Date.now());
    this.#keeper = new RuleKeeper({ data, routes: config.routes, log, now: Date.now });
    this.#loop = new BatchLoop({
      data,
      mend: () => this.#mend(),
      turns: this.#turns,
      log,
      now: Date.now,
      onDone: (done) => this.#afterBatch(done),
    });
    const suppressions = openSuppressionDesk({
      lake: () => this.#data.lake,
      desk: () => this.#data.desk,
      ofFiles: () => book.current().own,
      rules: () => book.current().rules.filter(({ enabled }) => enabled || config.includeDisabled),
      inForce: () => this.#inForce().suppressions,
      now: Date.now,
      onChange: () => this.#reload(),
    });
    this.backend = serveBackend({
      directory,
      version,
      data,
      suppressions,
      sources: () => this.#sources.map((source) => source.status()),
      rules: () => this.#rules(),
      health: () => this.#health.look(),
      latency: () => this.#loop.latency.read(),
      subscribe: (listener) => this.#announcer.subscribe(listener),
      announce: (event) => this.#announcer.tell(event),
      storedAlerts: (ids) => this.#toTell(ids),
    });
    this.#unfollow = book.onChange(() => {
      this.#reload().catch((error: unknown) => log("error", "rules cannot be reloaded", { reason: String(error) }));
    });
  }

  static async open(options: ServiceOptions): Promise<Service> {
    const service = new Service(options);
    await service.#begin();
    service.#look();
    service.#looking = setInterval(() => service.#look(), LOOK_EVERY).unref();
    return service;
  }

  get data(): Data {
    return this.#data;
  }

  follow(sources: readonly LogSource[]): void {
    this.#sources = sources;
  }

  run(source: LogSource, signal: AbortSignal): Promise<void> {
    return this.#loop.run(source, signal);
  }

  /** Works out the history of changed rules between batches, until the signal is aborted. */
  async keepRules(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isBusy = await this.#turns.take(() => this.#keeper.step()).catch(() => false);
      if (!isBusy) await pause(STEP_PAUSE, signal);
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    if (this.#looking !== null) clearInterval(this.#looking);
    this.#unfollow();
    await this.#options.book.close();
    await this.#turns.take(async () => undefined);
    this.#announcer.close();
    await this.#reads.close();
  }

  #inForce() {
    return inForce(this.#options.book.current(), this.#stored, this.#options.config.includeDisabled);
  }

  async #begin(): Promise<void> {
    await this.#readStored();
    await this.#keeper.begin(this.#inForce());
  }

  async #readStored(): Promise<void> {
    this.#stored = (await readStored(this.#data.lake.database)).map(({ suppression }) => suppression);
    for (const id of unusable(this.#stored))
      this.#options.log("warn", "a suppression cannot be used any more", { suppression: id });
  }

  /** After rules or suppressions changed. */
  #reload(): Promise<void> {
    return this.#turns.take(async () => {
      await this.#readStored();
      const changed = await this.#keeper.want(this.#inForce());
      this.#data.dispatcher.wake();
      for (const id of changed) this.#announcer.tell({ kind: "revised", id });
    });
  }

  /** Besides batches: who follows alerts reads them. */
  #toTell(ids: readonly string[]): ReturnType<Backend["storedAlerts"]> {
    return this.#reads
      .read(() => readPresent(this.#data.lake.database, ids))
      .catch((error: unknown) => {
        this.#options.log("warn", "alerts cannot be read for those who follow", { reason: String(error) });
        throw error;
      });
  }

  async #afterBatch({ revisions, notices }: BatchDone): Promise<void> {
    if (notices > 0) this.#data.dispatcher.wake();
    this.#announcer.revisions(revisions);
  }

  /** After a failure. A database that was hurt by it, as by a full disk, answers nothing any more: it is opened anew. */
  async #mend(): Promise<void> {
    const { lake } = this.#data;
    const works = await lake.database.all("SELECT count(*) AS n FROM state.meta").then(
      () => true,
      () => false,
    );
    if (works) return;
    this.#options.log("warn", "the database is opened again", {});
    await this.#reads.replace(async () => {
      await this.#data.close().catch(() => undefined);
      this.#data = await this.#options.open();
    });
    await this.#begin();
  }

  async #rules(): Promise<readonly RuleFacts[]> {
    const { live, lake } = this.#data;
    const versions = await lake.database.connected(readVersions);
    const tooLate = new Map([...versions].map(([id, version]) => [id, version.tooLate]));
    const { failing, evaluationMs } = live;
    return ruleFacts({ book: this.#options.book.current(), keeper: this.#keeper, failing, tooLate, evaluationMs });
  }

  /** Says what the clock, or nobody's request, has changed. */
  #look(): void {
    this.#health.look();
    this.#endings.look(this.#options.book.current(), this.#stored, Date.now());
  }

  #healthSources(): HealthSources {
    return {
      sources: this.#sources.map((source) => source.status()),
      loop: this.#loop.facts,
      channels: this.#data.dispatcher.status(),
      problems: this.#options.book.current().problems,
      failing: this.#data.live.failing,
      version: this.#options.version,
      now: Date.now(),
    };
  }
}
