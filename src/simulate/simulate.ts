import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY } from "../util/duration.ts";
import { makeFolder } from "../util/make-folder.ts";
import type { Attack, Truth } from "./attacks/attack.ts";
import { type AttackLog, attackLog } from "./attacks/attack-log.ts";
import { attackEventsOf, planAttacks } from "./attacks/plan-attacks.ts";
import { recordOf } from "./calls/record.ts";
import type { Account } from "./cast/account.ts";
import { buildAccount } from "./cast/build-account.ts";
import { type Delivery, deliveriesOf } from "./deliver.ts";
import { type Settings, type SimulateOptions, SimulateOptionsError, settingsOf } from "./options.ts";
import { planDay } from "./plan-day.ts";
import { random } from "./random.ts";
import { type FileWriter, fileWriter, trailPath } from "./write-files.ts";

export interface SimulateSummary {
  readonly out: string;
  /** ISO 8601: start of the first day, end of the last (exclusive). */
  readonly from: string;
  readonly to: string;
  readonly accounts: readonly string[];
  readonly files: number;
  /** Distinct events. */
  readonly events: number;
  /** Records that repeat an event of an earlier file, as CloudTrail now and then does. */
  readonly repeated: number;
  readonly attackEvents: number;
  /** On disk, compressed. */
  readonly bytes: number;
  readonly uncompressed: number;
  readonly attacks: readonly Truth[];
}

/** One record in this many is delivered a second time. */
const REPEATS_ONE_IN = 400;

interface Writing {
  readonly settings: Settings;
  readonly writer: FileWriter;
  readonly log: AttackLog;
  /** Records to be delivered again with the next file of the same account and region. */
  readonly again: Map<string, string[]>;
  readonly counts: { events: number; repeated: number; attackEvents: number; files: number };
}

/**
 * Writes simulated CloudTrail files below `options.out/AWSLogs`, and `truth.ndjson` beside them. The same options give the same
 * bytes. Memory: the events of one day. Throws SimulateOptionsError when the options cannot be used or `out` holds an earlier run.
 */
export async function simulate(options: SimulateOptions): Promise<SimulateSummary> {
  const settings = settingsOf(options);
  await clear(settings);
  const accounts = castOf(settings);
  const attacks = planAttacks(
    settings,
    accounts.map((each) => each.account),
  );
  const counts = { events: 0, repeated: 0, attackEvents: 0, files: 0 };
  const writing: Writing = {
    settings,
    writer: fileWriter(settings.out),
    log: attackLog(attacks),
    again: new Map(),
    counts,
  };
  for (let day = 0; day < settings.days; day++) {
    for (const each of accounts) await writeDay(writing, each, attacks, day);
    options.onProgress?.({ day: day + 1, days: settings.days, events: counts.events, files: counts.files });
  }
  const written = await writing.writer.close();
  const truth = writing.log.truth();
  await writeFile(join(settings.out, "truth.ndjson"), truth.map((each) => `${JSON.stringify(each)}\n`).join(""));
  return {
    out: settings.out,
    from: new Date(settings.start).toISOString(),
    to: new Date(settings.start + settings.days * DAY).toISOString(),
    accounts: accounts.map((each) => each.account.id),
    ...counts,
    ...written,
    attacks: truth,
  };
}

async function clear(settings: Settings): Promise<void> {
  const leftovers = ["AWSLogs", "truth.ndjson"].map((name) => join(settings.out, name));
  const found = leftovers.filter((path) => existsSync(path));
  if (found.length > 0 && !settings.overwrite) {
    throw new SimulateOptionsError([
      `${settings.out} already holds a simulation; choose another folder or ask for overwriting`,
    ]);
  }
  for (const path of found) await rm(path, { recursive: true });
  await makeFolder(settings.out);
}

interface AccountShare {
  readonly account: Account;
  readonly eventsPerDay: number;
}

/** The first account, production, has half of the events; the others share the rest. */
function castOf(settings: Settings): AccountShare[] {
  return Array.from({ length: settings.accounts }, (_, index) => {
    const others = settings.accounts - 1;
    const share = others === 0 ? 1 : index === 0 ? 0.5 : 0.5 / others;
    const eventsPerDay = settings.eventsPerDay * share;
    return { account: buildAccount(settings.seed, index, eventsPerDay), eventsPerDay };
  });
}

async function writeDay(writing: Writing, share: AccountShare, attacks: readonly Attack[], day: number): Promise<void> {
  const { seed, days, start, filesPerDay } = writing.settings;
  const midnight = start + day * DAY;
  const { account } = share;
  const ordinary = planDay({ account, seed, midnight, day, days, eventsPerDay: share.eventsPerDay });
  const hostile = attackEventsOf(attacks, midnight).filter((each) => each.session.accountId === account.id);
  for (const delivery of deliveriesOf(account.id, midnight, [...ordinary, ...hostile], filesPerDay, seed)) {
    await writeDelivery(writing, delivery);
  }
}

async function writeDelivery(writing: Writing, delivery: Delivery): Promise<void> {
  const { settings, again, counts, log } = writing;
  const { accountId, region } = delivery;
  const path = trailPath(delivery, settings.seed);
  const choose = random(settings.seed, "records", path);
  const repeats = again.get(`${accountId} ${region}`) ?? [];
  const keep: string[] = [];
  const texts = delivery.events.map((planned) => {
    const { id, text } = recordOf(planned, choose);
    if (planned.attack !== undefined) log.add(planned.attack, planned.time, id);
    if (choose.int(REPEATS_ONE_IN) === 0) keep.push(text);
    return text;
  });
  again.set(`${accountId} ${region}`, keep);
  counts.events += texts.length;
  counts.repeated += repeats.length;
  counts.attackEvents += delivery.events.filter((each) => each.attack !== undefined).length;
  counts.files++;
  await writing.writer.write(path, [...texts, ...repeats]);
}
