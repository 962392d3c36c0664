import { setTimeout as sleep } from "node:timers/promises";
import type { CommitStep, KillAt } from "../schedule/step.ts";
import type { Disk } from "./disk.ts";
import { Misbehaviour } from "./misbehaviour.ts";
import { type Ending, type ServeCommand, type Served, startServe } from "./served.ts";

/** What was done to a life that allows it to end. */
interface Life {
  readonly number: number;
  readonly served: Served;
  readonly killsItself: boolean;
  doomed: boolean;
  /** Of a kill -9 to come. */
  timer: NodeJS.Timeout | null;
}

/** ms, on a machine that is busy. */
const LONGEST_START = 30_000;
/** Of a SIGTERM until the end. */
const LONGEST_STOP = 60_000;
const LOOK = 5;

/** The processes of one schedule, one after the other. */
export class Lives {
  readonly #command: ServeCommand;
  readonly #disk: Disk;
  readonly #full = new Set<number>();
  #life: Life | null = null;
  #count = 0;
  #isFull = false;
  #killedThemselves = 0;
  #gaveUp = 0;

  constructor(command: ServeCommand, disk: Disk) {
    this.#command = command;
    this.#disk = disk;
  }

  /** Of the life that is or was the last, from 1. */
  get number(): number {
    return this.#count;
  }

  /** Lives during which the disk was full. */
  get full(): ReadonlySet<number> {
    return this.#full;
  }

  /** How many came to the step at which they were to kill themselves. */
  get killedThemselves(): number {
    return this.#killedThemselves;
  }

  /** How many ended by themselves because of a full disk. */
  get gaveUp(): number {
    return this.#gaveUp;
  }

  /** The process of this life. */
  get running(): Served | null {
    return this.#life?.served ?? null;
  }

  start(killAt: KillAt | null): void {
    if (this.#life !== null) throw new Error("bug: a schedule starts a second serve");
    this.#count++;
    if (this.#isFull) this.#full.add(this.#count);
    const env = killAt === null ? {} : { TRAILHOUND_CHAOS_KILL: `${killAt.step}:${killAt.count}` };
    const served = startServe(this.#command, this.#disk.prefix, env);
    this.#life = { number: this.#count, served, killsItself: killAt !== null, doomed: false, timer: null };
  }

  /** Until it listens, or has ended. */
  async up(): Promise<void> {
    await this.running?.address(LONGEST_START).catch(() => undefined);
  }

  async awaitStep(step: CommitStep, within: number): Promise<void> {
    const until = Date.now() + within;
    const served = this.running;
    while (served?.ending() === null && !served.steps.includes(step) && Date.now() < until) await sleep(LOOK);
  }

  /** Steps count from now on. */
  forgetSteps(): void {
    this.running?.steps.splice(0);
  }

  killAfter(ms: number): void {
    const life = this.#life;
    if (life === null) return;
    life.timer = setTimeout(() => {
      life.doomed = true;
      life.served.kill("SIGKILL");
    }, ms);
  }

  /** Kills it when it has not ended so long after it began to listen. */
  async bury(within: number): Promise<void> {
    const life = this.#life;
    if (life === null) return;
    await this.up();
    await Promise.race([life.served.ended, sleep(within)]);
    this.check();
    if (life.killsItself && !life.doomed && life.served.ending() !== null) this.#killedThemselves++;
    await this.close();
  }

  /** Throws a Misbehaviour when it does not end well. */
  async stop(): Promise<void> {
    const life = this.#life;
    if (life !== null) await stopped(life, this.#full.has(life.number));
    this.#end();
  }

  async fill(leave: number): Promise<void> {
    this.#isFull = true;
    if (this.#life !== null) this.#full.add(this.#life.number);
    await this.#disk.fill(leave, this.#pid);
  }

  async free(): Promise<void> {
    this.#isFull = false;
    await this.#disk.free(this.#pid);
    this.revive();
  }

  /** Starts anew what gave up because the disk was full, as a supervisor does. */
  revive(): void {
    const life = this.#life;
    if (life === null || life.served.ending() === null || life.killsItself || life.doomed) return;
    this.check();
    this.#gaveUp++;
    this.#end();
    this.start(null);
  }

  /** Throws a Misbehaviour when the process has ended and had no reason to. */
  check(): void {
    const life = this.#life;
    const ending = life?.served.ending() ?? null;
    if (life === null || ending === null || isExcused(life, ending, this.#full)) return;
    throw new Misbehaviour(`serve ended by itself with ${ending.code ?? ending.signal} in life ${life.number}`);
  }

  /** Ends whatever is left, however. */
  async close(): Promise<void> {
    const life = this.#life;
    if (life !== null) {
      life.doomed = true;
      life.served.kill("SIGKILL");
      await life.served.ended;
    }
    this.#end();
  }

  get #pid(): number | null {
    return this.running?.ending() === null ? this.running.pid : null;
  }

  #end(): void {
    if (this.#life?.timer) clearTimeout(this.#life.timer);
    this.#life = null;
  }
}

function isExcused({ number, killsItself, doomed }: Life, { signal }: Ending, full: ReadonlySet<number>): boolean {
  return full.has(number) || ((killsItself || doomed) && signal === "SIGKILL");
}

/** What a process answers that has not come to listen: nobody has told it yet what to do with signals. */
const CUT_SHORT: readonly (number | string | null)[] = ["SIGTERM", 130];

async function stopped({ served, number }: Life, wasFull: boolean): Promise<void> {
  const listens = await served.address(0).then(
    () => true,
    () => false,
  );
  served.kill("SIGTERM");
  const late = setTimeout(() => served.kill("SIGKILL"), LONGEST_STOP);
  const { code, signal } = await served.ended;
  clearTimeout(late);
  if (code === 0 || wasFull || (!listens && CUT_SHORT.includes(code ?? signal))) return;
  throw new Misbehaviour(
    signal === "SIGKILL"
      ? `serve is still there ${LONGEST_STOP} ms after SIGTERM in life ${number}`
      : `serve answers SIGTERM with ${code ?? signal} in life ${number}`,
  );
}
