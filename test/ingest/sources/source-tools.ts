import type { Delivery, Ledger, LogSource, SourceContext, SourceObject } from "../../../src/ingest/sources/source.ts";
import { temporaryFolder } from "../read-all.ts";

/** A ledger in memory; `enter` is what the engine does when it commits. */
export class MemoryLedger implements Ledger {
  readonly entries = new Set<string>();
  /** Versions that were asked for. */
  asked = 0;

  async known(source: string, objects: readonly SourceObject[]): Promise<readonly boolean[]> {
    this.asked += objects.length;
    return objects.map((each) => this.entries.has(entryOf(source, each)));
  }

  forget(key: string): void {
    for (const each of this.entries) if (each.includes(JSON.stringify(key))) this.entries.delete(each);
  }

  enter(source: string, objects: readonly SourceObject[]): void {
    for (const each of objects) this.entries.add(entryOf(source, each));
  }
}

function entryOf(source: string, { key, etag }: SourceObject): string {
  return JSON.stringify([source, key, etag]);
}

export interface TestContext extends SourceContext {
  readonly ledger: MemoryLedger;
}

export function newContext(more: Partial<SourceContext> = {}): TestContext {
  const folder = temporaryFolder();
  return {
    folder,
    limits: { files: 1000, bytes: 1 << 30 },
    pollInterval: 20,
    ...more,
    ledger: new MemoryLedger(),
  };
}

/** Long enough for a busy machine; never waited for when all is well. */
const DEADLINE = 30_000;

/** The next delivery. Throws when none comes. */
export async function nextOf(source: LogSource): Promise<Delivery> {
  const delivery = await source.next(AbortSignal.timeout(DEADLINE));
  if (delivery === null) throw new Error(`no delivery: ${JSON.stringify(source.status())}`);
  return delivery;
}

/** Commits deliveries until the source is caught up; gives all of their objects. */
export async function drain(source: LogSource, { ledger }: TestContext): Promise<Delivery["objects"][number][]> {
  const objects: Delivery["objects"][number][] = [];
  for (;;) {
    const delivery = await nextOf(source);
    ledger.enter(source.name, delivery.objects);
    objects.push(...delivery.objects);
    await delivery.committed();
    if (delivery.caughtUp) return objects;
  }
}

/** Whether a source has nothing to deliver for so long: ms. */
export async function isQuiet(source: LogSource, ms: number): Promise<boolean> {
  return (await source.next(AbortSignal.timeout(ms))) === null;
}

/** Asks until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("it does not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function keysOf(objects: readonly SourceObject[]): string[] {
  return objects.map(({ key }) => key).sort();
}
