import { DAY } from "../util/duration.ts";
import type { Planned } from "./calls/call.ts";
import type { Account } from "./cast/account.ts";
import { planBackground } from "./plan-background.ts";
import { planReads } from "./plan-reads.ts";
import { random } from "./random.ts";
import { dayFactor } from "./rhythm.ts";

export interface DayOfAccount {
  readonly account: Account;
  readonly seed: number;
  /** Epoch ms, UTC. */
  readonly midnight: number;
  /** From 0. */
  readonly day: number;
  readonly days: number;
  /** Events of a mean day in this account. */
  readonly eventsPerDay: number;
}

/** The ordinary events of one account's day, all inside the day, in no particular order. */
export function planDay(of: DayOfAccount): Planned[] {
  const choose = random(of.seed, "day", of.account.id, of.day);
  const plan = { ...of, choose };
  const reads = planReads(plan);
  const target = Math.round(of.eventsPerDay * dayFactor(of.midnight) * (0.97 + choose.next() * 0.06));
  const background = planBackground(plan, Math.max(0, target - reads.length));
  const last = of.midnight + DAY - 1;
  return [...reads, ...background].filter((each) => each.time >= of.midnight && each.time <= last);
}
