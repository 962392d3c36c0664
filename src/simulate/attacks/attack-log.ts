import type { Attack, Truth } from "./attack.ts";

/** Collects the ids that the attacks' events got when they were written. */
export interface AttackLog {
  /** `attack` is the index among the planned ones, `time` epoch ms. */
  add(attack: number, time: number, eventId: string): void;
  /** One line an attack, by the time of its first event. */
  truth(): Truth[];
}

export function attackLog(attacks: readonly Attack[]): AttackLog {
  const seen = attacks.map((): { time: number; id: string }[] => []);
  return {
    add: (attack, time, id) => void seen[attack]?.push({ time, id }),
    truth: () =>
      attacks
        .map((attack, index) => truthOf(attack, seen[index] ?? []))
        .sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1)),
  };
}

function truthOf(attack: Attack, events: readonly { readonly time: number; readonly id: string }[]): Truth {
  const ordered = [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  return {
    attack: attack.name,
    entity: attack.entity,
    account: attack.account,
    from: isoSecond(ordered[0]?.time ?? 0),
    to: isoSecond(ordered.at(-1)?.time ?? 0),
    event_ids: ordered.map((each) => each.id),
  };
}

/** As the records say it: CloudTrail's times are whole seconds. */
function isoSecond(time: number): string {
  return new Date(Math.floor(time / 1000) * 1000).toISOString();
}
