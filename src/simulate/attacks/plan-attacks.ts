import { DAY, HOUR, MINUTE } from "../../util/duration.ts";
import { unreachable } from "../../util/invariant.ts";
import type { Planned } from "../calls/call.ts";
import type { Account } from "../cast/account.ts";
import type { Settings } from "../options.ts";
import { random } from "../random.ts";
import type { Attack, AttackName, Scene } from "./attack.ts";
import { decryptFirstTime } from "./decrypt-first-time.ts";
import { enumerationBatch } from "./enumeration-batch.ts";
import { enumerationBurst } from "./enumeration-burst.ts";
import { enumerationByPath } from "./enumeration-by-path.ts";
import { lowAndSlow } from "./low-and-slow.ts";
import { newSessionBurst } from "./new-session-burst.ts";

const MOST_DAYS_BACK = 5;

/** The attacks that the settings name, in the last days of the range (the last third of a short one). */
export function planAttacks(settings: Settings, accounts: readonly Account[]): Attack[] {
  return settings.attacks.map((name) => plan(name, sceneOf(settings, accounts, name)));
}

function sceneOf(settings: Settings, accounts: readonly Account[], name: AttackName): Scene {
  const last = settings.start + (settings.days - 1) * DAY;
  const back = Math.min(MOST_DAYS_BACK, Math.max(1, Math.floor(settings.days / 3))) - 1;
  return {
    accounts,
    seed: settings.seed,
    choose: random(settings.seed, "attack", name),
    at: (daysBeforeLast, hour, minute) => last - Math.min(daysBeforeLast, back) * DAY + hour * HOUR + minute * MINUTE,
  };
}

function plan(name: AttackName, scene: Scene): Attack {
  switch (name) {
    case "ssm-decrypt-first-time":
      return decryptFirstTime(scene);
    case "ssm-enumeration-burst":
      return enumerationBurst(scene);
    case "ssm-enumeration-batch":
      return enumerationBatch(scene);
    case "ssm-enumeration-by-path":
      return enumerationByPath(scene);
    case "ssm-low-and-slow":
      return lowAndSlow(scene);
    case "ssm-new-session-burst":
      return newSessionBurst(scene);
    default:
      return unreachable(name);
  }
}

/** Everything that the attacks do on the day that begins at `midnight`; reads carry the attack's index. */
export function attackEventsOf(attacks: readonly Attack[], midnight: number): Planned[] {
  const isToday = (each: Planned) => each.time >= midnight && each.time < midnight + DAY;
  return attacks.flatMap((attack, index) => [
    ...attack.reads.filter(isToday).map((each) => ({ ...each, attack: index })),
    ...attack.traces.filter(isToday),
  ]);
}
