import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runProgram, UsageError } from "../bench/flags.ts";
import { type Served, startServe } from "./play/served.ts";
import { exceeded } from "./soak/judge.ts";
import { writeLoad } from "./soak/load.ts";
import { type LogWriter, logWriter } from "./soak/log-writer.ts";
import { type Figures, figuresOf } from "./soak/measured.ts";
import { readSoakOptions, SOAK_USAGE, type SoakOptions } from "./soak/options.ts";
import { tableHead, tableLine } from "./soak/table.ts";
import { makeTemplates } from "./soak/templates.ts";
import { type Watch, watch } from "./soak/watch.ts";

const EXCEEDED = 1;
const MINUTE = 60;
/** ms. */
const LONGEST_START = 60_000;
const LONGEST_REST = 120_000;
/** Half a minute's worth: what programs do again and again, they do here twice a minute. */
const TEMPLATE_SECONDS = 30;

async function main(): Promise<void> {
  const options = readSoakOptions(process.argv.slice(2));
  // Without this a signal would leave the process behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(EXCEEDED));
  if (options === null) process.stdout.write(SOAK_USAGE);
  else process.exitCode = await soak(options);
}

/** Gives the exit code. The folder stays when something is wrong. */
async function soak(options: SoakOptions): Promise<number> {
  const folder = resolve(options.folder);
  if (existsSync(folder)) throw new UsageError(`${options.folder} is there already: choose another folder`);
  await mkdir(join(folder, "logs"), { recursive: true });
  const templates = await makeTemplates(options.accounts, options.rate * TEMPLATE_SECONDS);
  const writer = logWriter(folder, templates, randomBytes(6).toString("hex"));
  const served = startServe(commandOf(options, folder), [], {});
  const died = served.ended.then(({ code, signal }) => {
    throw new Error(`serve ended with ${code ?? signal}: see ${join(folder, "serve.log")}`);
  });
  const over = new AbortController();
  try {
    const measured = measure(options, writer, served, over.signal);
    const code = await finish(await Promise.race([measured, died]), options);
    over.abort();
    served.kill("SIGTERM");
    await died.catch(() => undefined);
    if (code === 0) await rm(folder, { recursive: true });
    return code;
  } finally {
    over.abort();
    served.kill("SIGKILL");
  }
}

type Whole = Figures & { readonly seconds_until_done: number | null };

async function measure(options: SoakOptions, writer: LogWriter, served: Served, signal: AbortSignal): Promise<Whole> {
  const { minutes, accounts, rate } = options;
  const address = await served.address(LONGEST_START);
  const watched = watch({ address, pid: served.pid, writer, start: performance.now() }, signal);
  process.stdout.write(tableHead());
  const printing = printMinutes(watched, minutes);
  await writeLoad(writer, { accounts, rate, duration: minutes * MINUTE * 1000 }, watched.expect);
  await printing;
  const rest = await untilDone(watched);
  return { ...figuresOf(watched.measured(), 0, minutes * MINUTE), seconds_until_done: rest };
}

function commandOf(options: SoakOptions, folder: string) {
  const data = join(folder, "data");
  const program = resolve(options.package, "bin/trailhound.js");
  const rules = join(import.meta.dirname, "../../soak/rules");
  const source = ["--source", `dir:${join(folder, "logs")}`, "--rules", rules];
  const args = [program, "serve", "--data", data, ...source, "--listen", "127.0.0.1:0"];
  return { args, env: {}, data, log: join(folder, "serve.log") };
}

async function printMinutes(watched: Watch, minutes: number): Promise<void> {
  for (let minute = 1; minute <= minutes; minute++) {
    await sleep(MINUTE * 1000);
    process.stdout.write(tableLine(minute, figuresOf(watched.measured(), (minute - 1) * MINUTE, minute * MINUTE)));
  }
}

/** Seconds until everything was committed and every alert had come; null: that took too long. */
async function untilDone(watched: Watch): Promise<number | null> {
  const start = performance.now();
  while (performance.now() - start < LONGEST_REST) {
    if (watched.lag() === 0 && watched.missing() === 0) return (performance.now() - start) / 1000;
    await sleep(200);
  }
  return null;
}

async function finish(figures: Whole, options: SoakOptions): Promise<number> {
  const { minutes, rate, accounts, bounds, out } = options;
  const text = `${JSON.stringify({ asked: { minutes, rate, accounts }, ...figures }, null, 2)}\n`;
  process.stdout.write(text);
  if (out !== null) await writeFile(out, text);
  const complaints = exceeded(figures, bounds);
  for (const each of complaints) process.stderr.write(`${each}\n`);
  return complaints.length > 0 ? EXCEEDED : 0;
}

await runProgram(main);
