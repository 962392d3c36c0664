import { setTimeout as sleep } from "node:timers/promises";
import { LAST_EVENT } from "../schedule/world.ts";
import { type Api, apiOf, type Health } from "./api.ts";
import type { Lives } from "./lives.ts";
import { Misbehaviour } from "./misbehaviour.ts";

/** ms: of everything that is left after the last delivery, on a machine that is busy. */
const LONGEST = 120_000;
/** Each look costs the process some work. */
const EVERY = 120;

/** For so long (ms) everything must be as it is to be: what has been delivered and not begun shows nowhere. */
const STEADY = 400;

/** Waits until everything that lies there is committed and everybody is told. Throws a Misbehaviour when that does not come. */
export async function settle(lives: Lives): Promise<Api> {
  const since = Date.now();
  let rest = NOTHING_SEEN;
  let settledSince: number | null = null;
  while (Date.now() - since < LONGEST) {
    lives.revive();
    const address = await lives.running?.address(LONGEST).catch(nothing);
    const api = address && apiOf(address);
    const now: Rest | undefined = api && (await restOf(api, rest.lastIsStored).catch(nothing));
    settledSince = now && isSettled(now, since) ? (settledSince ?? Date.now()) : null;
    if (api && settledSince !== null && Date.now() - settledSince > STEADY) return api;
    rest = now ?? rest;
    await sleep(EVERY);
  }
  throw new Misbehaviour(`serve has not come to rest in ${LONGEST} ms; at last it says ${JSON.stringify(rest)}`);
}

function nothing(): undefined {
  return undefined;
}

interface Rest {
  readonly health: Health;
  /** Notices that have not been sent; null: not asked for. */
  readonly waiting: number | null;
  readonly lastIsStored: boolean;
}

/** What is committed has its notices in the outbox: so that is asked last. */
async function restOf(api: Api, wasStored: boolean): Promise<Rest> {
  const lastIsStored = wasStored || (await isStored(api));
  const health = await api.health();
  if (!lastIsStored) return { health, lastIsStored, waiting: null };
  const metrics = await api.metrics();
  const waiting = [...metrics].filter(([name]) => /outbox.*status="pending"/.test(name));
  return { health, lastIsStored, waiting: waiting.reduce((sum, [, value]) => sum + value, 0) };
}

const NOTHING_SEEN: Rest = {
  health: { status: "nothing seen", problems: [], lag_ms: null, sources: [] },
  waiting: null,
  lastIsStored: false,
};

async function isStored(api: Api): Promise<boolean> {
  const search = { as: "cloudtrail", where: `eventID: "${LAST_EVENT}"`, from: "2026-01-01T00:00:00Z", limit: 1 };
  const found = (await api.post("/v1/events/search", search)) as { events: readonly unknown[] };
  return found.events.length === 1;
}

function isSettled({ health, waiting, lastIsStored }: Rest, since: number): boolean {
  const looked = health.sources.every(
    (each) => each.caught_up && each.last_look !== null && Date.parse(each.last_look) > since,
  );
  return lastIsStored && looked && waiting === 0 && (health.lag_ms ?? 0) === 0;
}
