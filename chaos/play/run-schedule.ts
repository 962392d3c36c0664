import { mkdir, readdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { checkAlerts } from "../check/alerts.ts";
import { checkDigests } from "../check/digests.ts";
import { checkLedger } from "../check/ledger.ts";
import { checkLeftOver } from "../check/left-over.ts";
import { checkNotices } from "../check/notices.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { World } from "../schedule/world.ts";
import type { Api, ServedAlert } from "./api.ts";
import { CHANNELS, ENVIRONMENT, writeConfiguration } from "./configuration.ts";
import { type Disk, openDisk } from "./disk.ts";
import { Lives } from "./lives.ts";
import { logFolder } from "./log-folder.ts";
import { Misbehaviour } from "./misbehaviour.ts";
import { play, type Stage } from "./play.ts";
import { openReceiver } from "./receiver.ts";
import type { Scanned } from "./scan.ts";
import { settle } from "./settle.ts";
import { readState } from "./state.ts";
import { isSigned, KEY_HEADER, readBody } from "./webhook.ts";

export interface Played {
  /** What is wrong, sentences; empty: nothing. */
  readonly complaints: readonly string[];
  readonly lives: number;
  readonly killedThemselves: number;
  readonly gaveUp: number;
  readonly alerts: number;
  /** Of the alerts, those that later events changed, and those that took another id. */
  readonly revised: number;
  readonly renamed: number;
  /** Requests that came to the receiver. */
  readonly requests: number;
}

export interface Tools {
  /** The script that `serve` is started with. */
  readonly child: string;
  /** Directory of the package that is tried. */
  readonly package: string;
  readonly rules: string;
  /** Alerts of `scan` over a directory. */
  scan(logs: string, folder: string, world: World): Promise<Scanned>;
}

/** Plays a schedule in `folder`, which must not be there, and checks what came of it. The folder stays when there are complaints, or with `keep`. */
export async function runSchedule(
  schedule: Schedule,
  world: World,
  folder: string,
  tools: Tools,
  keep: boolean,
): Promise<Played> {
  await mkdir(folder, { recursive: true });
  const receiver = await openReceiver(isSigned, KEY_HEADER);
  const disk = await openDisk(folder);
  const stage = await stageOf(folder, world, tools, { receiver, disk });
  let complaints: readonly string[];
  let served: readonly ServedAlert[] = [];
  try {
    await play(schedule, stage);
    const end = await ending(stage);
    served = end.served;
    complaints = await check(end, stage, join(disk.path, DATA), await tools.scan(stage.logs.path, folder, world));
  } catch (error) {
    if (!(error instanceof Misbehaviour)) throw error;
    complaints = [error.message];
  } finally {
    await stage.lives.close();
    await receiver.close();
  }
  const stays = keep || complaints.length > 0;
  await disk.close(stays ? join(folder, "kept") : null);
  if (!stays) await rm(folder, { recursive: true });
  const { number, killedThemselves, gaveUp } = stage.lives;
  const revised = served.filter(({ revision }) => revision > 1).length;
  const renamed = served.filter(({ aliases }) => aliases.length > 0).length;
  const counts = { alerts: served.length, revised, renamed, requests: receiver.log.length };
  return { complaints, lives: number, killedThemselves, gaveUp, ...counts };
}

const DATA = "data";

async function stageOf(
  folder: string,
  world: World,
  tools: Tools,
  { receiver, disk }: { readonly receiver: Stage["receiver"]; readonly disk: Disk },
): Promise<Stage> {
  const logs = await logFolder(folder, world);
  const data = join(disk.path, DATA);
  const config = await writeConfiguration(folder, receiver.url);
  const args = [
    ...[tools.child, "--data", data, "--source", `dir:${logs.path}`, "--rules", tools.rules],
    ...["--listen", "127.0.0.1:0", "--config", config, "--poll", "50ms"],
  ];
  const env = { ...ENVIRONMENT, TRAILHOUND_CHAOS_PACKAGE: tools.package };
  const command = { args, env, data, log: join(folder, "serve.log") };
  return { lives: new Lives(command, disk), logs, receiver };
}

interface End {
  readonly served: readonly ServedAlert[];
  readonly resolves: ReadonlyMap<string, boolean>;
}

/** What the API says when everything is done; then `serve` is ended well. */
async function ending({ lives, receiver }: Stage): Promise<End> {
  receiver.mode = "works";
  const api = await settle(lives);
  receiver.life = lives.number;
  const served = await api.alerts();
  const resolves = await resolved(api, served, receiver.log);
  await lives.stop();
  return { served, resolves };
}

/** Threads that were told and that no current alert has: whether the API knows them still. */
async function resolved(
  api: Api,
  served: readonly ServedAlert[],
  log: Stage["receiver"]["log"],
): Promise<ReadonlyMap<string, boolean>> {
  const known = new Set(served.flatMap(({ alert, aliases, thread }) => [alert.id, ...aliases, thread]));
  const told = log.flatMap(({ body }) => {
    const read = readBody(body);
    return read === null || read.kind === "digest" || known.has(read.thread) ? [] : [read.thread];
  });
  const out = new Map<string, boolean>();
  for (const id of new Set(told)) out.set(id, (await api.status(`/v1/alerts/${encodeURIComponent(id)}`)) === 200);
  return out;
}

async function check(
  { served, resolves }: End,
  { logs, receiver, lives }: Stage,
  data: string,
  scanned: Scanned,
): Promise<readonly string[]> {
  const state = await readState(data);
  const of = (channel: string) => ({
    log: receiver.log.filter(({ path }) => path === `/${channel}`),
    notices: state.notices.filter((each) => each.channel === channel),
    fullLives: lives.full,
  });
  return [
    ...checkAlerts(scanned.alerts, served),
    ...checkLedger(state, { whole: logs.whole(), events: scanned.events }),
    ...checkNotices({ ...of(CHANNELS.each), alerts: served, resolves }),
    ...checkDigests(of(CHANNELS.flood)),
    ...(await leftOver(lives, data)),
  ];
}

/** Parts that were merged stay for those who may still read them, and go when the directory is opened again. */
async function leftOver(lives: Stage["lives"], data: string): Promise<readonly string[]> {
  const look = async () => checkLeftOver(await filesBelow(data), (await readState(data)).parts);
  if ((await look()).length === 0) return [];
  lives.start(null);
  await lives.up();
  await lives.stop();
  return look();
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}
