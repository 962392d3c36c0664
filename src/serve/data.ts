import { openDesk } from "../alert/store/desk.ts";
import type { AlertDesk } from "../alert/store/stored-alert.ts";
import { ledgerOf } from "../engine/live/ledger.ts";
import { Live, type LiveOptions } from "../engine/live/live.ts";
import type { Ledger } from "../ingest/sources/source.ts";
import { type Lake, openLake } from "../lake/lake.ts";
import type { Channel } from "../notify/channel.ts";
import type { RouteConfig } from "../notify/config.ts";
import type { Report } from "../notify/dispatch-event.ts";
import { Dispatcher } from "../notify/dispatcher.ts";
import { MINUTE } from "../util/duration.ts";

export interface DataOptions extends Omit<LiveOptions, "lake" | "searched"> {
  readonly directory: string;
  readonly memoryLimit: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly report: Report;
}

/** What works on an open data directory. */
export interface Data {
  readonly lake: Lake;
  readonly live: Live;
  readonly desk: AlertDesk;
  readonly ledger: Ledger;
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

/** ms for which files of merged parts stay: commands may be reading them. */
const KEEP_RETIRED = 10 * MINUTE;
/** ms for which messages that are under way may still take when it closes. */
const LAST_WORDS = 5_000;

export async function openData(options: DataOptions): Promise<Data> {
  const { directory, memoryLimit, threads, channels, routes, report, onStep } = options;
  const lake = await openLake({ directory, memoryLimit, threads, kind: "kept", onStep, keepRetired: KEEP_RETIRED });
  try {
    const live = await Live.open({ ...options, lake, searched: { lake: directory } });
    const { database, writes } = lake;
    const desk = openDesk(database, writes, options.now);
    const load = (id: string) => desk.get(id);
    const dispatcher = new Dispatcher({ database, writes, channels, routes: usable(routes, channels), load, report });
    await dispatcher.start();
    return {
      lake,
      live,
      desk,
      dispatcher,
      ledger: { known: (source, objects) => database.connected((session) => ledgerOf(session).known(source, objects)) },
      close: async () => {
        await dispatcher.stop(AbortSignal.timeout(LAST_WORDS));
        await lake.close();
      },
    };
  } catch (error) {
    await lake.close();
    throw error;
  }
}

/** Nothing is told where there are no channels, as for commands that work on a directory by themselves. */
function usable(routes: readonly RouteConfig[], channels: ReadonlyMap<string, Channel>): readonly RouteConfig[] {
  return channels.size === 0 ? [] : routes;
}
