import { DAY, MINUTE } from "../util/duration.ts";
import type { Planned } from "./calls/call.ts";
import { type Random, random } from "./random.ts";

/** One file of the trail: an account and region's events of one slot of a day, in the order of delivery. */
export interface Delivery {
  readonly accountId: string;
  readonly region: string;
  /** End of the slot, epoch ms. */
  readonly slotEnd: number;
  /** When the file is written, epoch ms: some minutes after the slot's end, so the last one of a day stands under the next. */
  readonly delivered: number;
  readonly events: readonly Planned[];
}

/** A day's events of one account as files, by region and slot. CloudTrail neither sorts them nor promises to. */
export function deliveriesOf(
  accountId: string,
  midnight: number,
  events: readonly Planned[],
  filesPerDay: number,
  seed: number,
): Delivery[] {
  const slot = DAY / filesPerDay;
  const bySlot = new Map<string, Planned[]>();
  for (const each of events) {
    const key = `${each.region} ${Math.floor((each.time - midnight) / slot)}`;
    const list = bySlot.get(key);
    if (list === undefined) bySlot.set(key, [each]);
    else list.push(each);
  }
  return [...bySlot.keys()].sort().map((key) => {
    const [region = "", index = "0"] = key.split(" ");
    const choose = random(seed, "delivery", accountId, midnight, key);
    const end = midnight + Math.round((Number(index) + 1) * slot);
    return {
      accountId,
      region,
      slotEnd: end,
      delivered: end + choose.between(1, 6) * MINUTE,
      events: disordered(bySlot.get(key) ?? [], choose),
    };
  });
}

/** By time, but each event up to three minutes away from its place. */
function disordered(events: readonly Planned[], choose: Random): Planned[] {
  const placed = events.map((event) => ({ event, at: event.time + choose.int(3 * MINUTE) }));
  placed.sort((a, b) => a.at - b.at || a.event.time - b.event.time);
  return placed.map((each) => each.event);
}
