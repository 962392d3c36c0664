import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runProgram } from "../bench/flags.ts";
import { startProgress } from "../src/cli/progress.ts";
import { type ChaosOptions, readOptions, USAGE } from "./options.ts";
import { type DiskKind, diskKind } from "./play/disk.ts";
import { withOwnMounts } from "./play/mounts.ts";
import { runSchedule, type Tools } from "./play/run-schedule.ts";
import { type Scanned, scan } from "./play/scan.ts";
import { addPlayed, newSummary, type Summary, summaryText } from "./report.ts";
import { type Schedule, scheduleOf, worldSeed } from "./schedule/schedule.ts";
import { type World, worldOf } from "./schedule/world.ts";

const FAILED = 1;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return;
  }
  const code = await withOwnMounts();
  // Without this a signal would leave processes behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(FAILED));
  process.exitCode = code ?? (await runAll(options));
}

/** Gives the exit code. */
async function runAll(options: ChaosOptions): Promise<number> {
  process.stderr.write(`${DISKS[diskKind()]}\n`);
  const start = performance.now();
  const progress = startProgress("chaos");
  const summary = newSummary();
  const tools = toolsOf(options);
  const worlds = remembered(worldOf);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < options.schedules && !(options.failFast && summary.failures.length > 0)) {
      const seed = options.seed + next++;
      const world = await worlds(worldSeed(seed));
      const schedule = scheduleOf(seed, world);
      await one(schedule, world, tools, options, summary);
      progress.update(summary.schedules, options.schedules, `${summary.failures.length} failed`);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  progress.stop();
  process.stdout.write(summaryText(summary, (performance.now() - start) / 1000));
  return summary.failures.length > 0 ? FAILED : 0;
}

const DISKS: Readonly<Record<DiskKind, string>> = {
  tmpfs: "Full disks are file systems of their own that have no room (tmpfs in a private mount namespace).",
  "file size":
    "Full disks are a limit on the size of files (ulimit -f): this system lets nobody mount a file system of his own here.",
};

async function one(
  schedule: Schedule,
  world: World,
  tools: Tools,
  options: ChaosOptions,
  summary: Summary,
): Promise<void> {
  const folder = resolve(options.folder, `seed-${schedule.seed}`);
  await rm(folder, { recursive: true, force: true });
  const played = await runSchedule(schedule, world, folder, tools, options.keep);
  addPlayed(summary, schedule, played);
  if (played.complaints.length > 0)
    process.stderr.write(
      `\nseed ${schedule.seed} failed:\n${played.complaints.map((each) => `  ${each}\n`).join("")}  kept in ${folder}\n  npm run chaos -- --seed ${schedule.seed} --schedules 1\n`,
    );
}

function toolsOf(options: ChaosOptions): Tools {
  const program = resolve(options.package, "bin/trailhound.js");
  const rules = join(import.meta.dirname, "../../rules");
  const own: Tools["scan"] = (logs, folder) => scan(program, logs, rules, folder);
  const shared = new Map<number, Promise<Scanned>>();
  return {
    child: join(import.meta.dirname, "serve-child.js"),
    package: resolve(options.package),
    rules,
    scan: (logs, folder, world) => {
      if (!options.shareScans) return own(logs, folder, world);
      const found = shared.get(world.seed) ?? own(logs, folder, world);
      shared.set(world.seed, found);
      return found;
    },
  };
}

/** The last two: schedules come in the order of their worlds. */
function remembered(make: (seed: number) => Promise<World>): (seed: number) => Promise<World> {
  const known = new Map<number, Promise<World>>();
  return (seed) => {
    const found = known.get(seed) ?? make(seed);
    known.set(seed, found);
    for (const old of known.keys()) if (old < seed - 1) known.delete(old);
    return found;
  };
}

await runProgram(main);
