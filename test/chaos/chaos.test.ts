import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const SCHEDULES = 50;
/** At a time: while one waits for a process to die another may work. */
const JOBS = 3;
const LONGEST = 1_800_000;

test(
  `${SCHEDULES} schedules of deliveries and kills give the alerts of one scan, and tell each of them once`,
  () => {
    const run = (command: string, args: readonly string[]) =>
      spawnSync(command, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    const built = run(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", "chaos/tsconfig.json"]);
    const folder = mkdtempSync(join(tmpdir(), "trailhound-chaos-"));
    const args = ["--schedules", `${SCHEDULES}`, "--jobs", `${JOBS}`, "--share-scans", "--folder", folder];
    const { status, stdout, stderr } = run(process.execPath, ["chaos/build/chaos/run.js", ...args]);
    expect(`${status}: ${built.stdout}${stderr}`).toMatch(/^0: .*Full disks are /);
    expect(stdout).toContain(`Schedules   ${SCHEDULES}: ${SCHEDULES} went well, 0 failed\n`);
    rmSync(folder, { recursive: true });
  },
  LONGEST,
);
