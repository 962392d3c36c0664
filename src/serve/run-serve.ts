import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeApp } from "../api/app.ts";
import type { Auth } from "../api/auth/auth.ts";
import { isLoopback } from "../api/auth/listen.ts";
import { createToken } from "../api/auth/token.ts";
import type { Backend } from "../api/backend.ts";
import { startServer } from "../api/server.ts";
import type { LiveStep } from "../engine/live/step.ts";
import type { LookupIp } from "../enrich/ip.ts";
import { openSource } from "../ingest/sources/open-source.ts";
import type { LogSource } from "../ingest/sources/source.ts";
import { sourceName } from "../ingest/sources/source-spec.ts";
import type { Channel } from "../notify/channel.ts";
import { openChannels } from "../notify/open-channels.ts";
import type { ServeConfig } from "./config/serve-config.ts";
import { type Data, openData } from "./data.ts";
import type { Log } from "./log.ts";
import type { RuleBook } from "./rule-book/open-rule-book.ts";
import { removeServeFile, writeServeFile } from "./serve-file.ts";
import { Service } from "./service.ts";

export interface RunServeOptions {
  readonly directory: string;
  readonly config: ServeConfig;
  readonly version: string;
  readonly lookUpIp: LookupIp | null;
  /** Bytes that one compressed file may unpack to. */
  readonly maxDecompressedBytes: number;
  /** Opens the rules once the directory is claimed: last good versions are kept in it. Throws when a rule cannot be used. */
  readonly openRules: () => Promise<RuleBook>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onStep?: (step: LiveStep) => void;
  readonly onReady?: (url: string) => void;
}

const DOWNLOADS = "downloads";

/** `trailhound serve`: runs until the signal is aborted. Throws what keeps it from starting. */
export async function runServe(options: RunServeOptions): Promise<void> {
  const { directory, config, log, signal, onStep = () => undefined } = options;
  const channels = watched(await openChannels(config.channels), onStep);
  const open = (): Promise<Data> =>
    openData({
      directory,
      memoryLimit: config.memory,
      channels,
      routes: config.routes,
      lateness: { usual: config.lateness, rules: config.ruleLateness },
      lookUpIp: options.lookUpIp,
      threads: config.threads,
      maxDecompressedBytes: options.maxDecompressedBytes,
      now: Date.now,
      report: (event) => {
        if (event.kind !== "sent") log("warn", `notification: ${event.kind}`, { ...event });
      },
      onStep,
    });
  const data = await open();
  let service: Service | null = null;
  let reason: string | null = null;
  try {
    const book = await options.openRules();
    service = await Service.open({ ...options, data, open, book });
    await serveApi(options, service.backend, () => runSources(options, service as Service));
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    await service?.close();
    await (service?.data ?? data).close();
    for (const channel of channels.values()) await channel.close();
    if (!signal.aborted) log("error", "stopped", { reason });
  }
}

async function serveApi(
  { directory, config, version, log, onReady }: RunServeOptions,
  backend: Backend,
  work: () => Promise<void>,
): Promise<void> {
  const { auth, token } = authOf(config);
  const app = makeApp(backend, {
    version,
    auth,
    onError: (error, operation) =>
      log("error", "an API request failed", {
        operation,
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  });
  const server = await startServer(app, config.listen);
  try {
    await writeServeFile(directory, { pid: process.pid, url: localUrl(server.url), token });
    log("info", "serving", { url: server.url, directory });
    onReady?.(server.url);
    await work();
  } finally {
    await removeServeFile(directory);
    await server.close();
  }
}

/** With tokens, commands on this machine need one, too: it lives as long as the process. */
function authOf({ tokens, listen }: ServeConfig): { readonly auth: Auth; readonly token: string | null } {
  if (tokens.length === 0 && isLoopback(listen.host)) return { auth: { kind: "local" }, token: null };
  const { text, stored } = createToken({ name: "local", role: "admin" });
  return { auth: { kind: "tokens", tokens: [...tokens, stored] }, token: text };
}

/** An address that stands for all of the machine's is not one to connect to. */
function localUrl(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

async function runSources({ directory, config, signal, log }: RunServeOptions, service: Service): Promise<void> {
  const sources: LogSource[] = [];
  const { data } = service;
  try {
    for (const [i, spec] of config.sources.entries()) {
      const folder = join(directory, DOWNLOADS, String(i));
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const lastCaughtUp = data.live.watermarks.find(({ source }) => source === sourceName(spec))?.caughtUpAt ?? null;
      const ledger = { known: (...asked: Parameters<Data["ledger"]["known"]>) => service.data.ledger.known(...asked) };
      const context = { ledger, folder, limits: config.batch, pollInterval: config.poll };
      sources.push(await openSource(spec, context, { lastCaughtUp }));
    }
    service.follow(sources);
    await Promise.all([service.keepRules(signal), ...sources.map((source) => service.run(source, signal))]);
  } finally {
    log("info", "stopping", {});
    for (const source of sources) await source.close();
  }
}

/** Tells when a message went out, before that is written down. */
function watched(
  channels: ReadonlyMap<string, Channel>,
  onStep: (step: LiveStep) => void,
): ReadonlyMap<string, Channel> {
  return new Map(
    [...channels].map(([name, channel]) => [
      name,
      {
        name,
        close: () => channel.close(),
        send: async (message, signal) => {
          const sent = await channel.send(message, signal);
          onStep("notified");
          return sent;
        },
      } satisfies Channel,
    ]),
  );
}
