import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Alert } from "../../src/alert/alert.ts";

/** What `trailhound scan` finds over a directory. */
export interface Scanned {
  readonly alerts: readonly Alert[];
  /** Distinct events. */
  readonly events: number;
}

/** Runs the `scan` of a build (`program`: its bin script) over `logs`, with files of its own in `folder`. */
export async function scan(program: string, logs: string, rules: string, folder: string): Promise<Scanned> {
  const out = join(folder, "scan.ndjson");
  const summary = join(folder, "scan.json");
  const args = [program, "scan", logs, "--no-builtin", "--rules", rules, "--format", "ndjson", "--threads", "1"];
  const said = await run([...args, "--out", out, "--summary", summary]);
  // 3: some input is broken, as some of the world is.
  if (said.code !== 0 && said.code !== 3) throw new Error(`scan ends with ${said.code}: ${said.text}`);
  const lines = (await readFile(out, "utf8")).split("\n").filter((line) => line !== "");
  const { events } = JSON.parse(await readFile(summary, "utf8"));
  return { alerts: lines.map((line) => JSON.parse(line)), events: events.total };
}

function run(args: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text }));
  });
}
