import { existsSync } from "node:fs";
import { join } from "node:path";
import { shellQuote } from "../alert/shell-quote.ts";
import { DEMO } from "../simulate/options.ts";
import { runScan } from "./scan.ts";
import { runSimulate } from "./simulate.ts";

export interface DemoOptions {
  readonly out: string;
}

/** Two weeks into the logs: what lies before is the history that "for the first time" is said of. */
const JUDGED_FROM = "2026-06-15";

/** `trailhound demo`: makes the logs, scans them, and says which command it ran. */
export async function runDemo({ out }: DemoOptions): Promise<void> {
  const logs = join(out, "logs");
  const report = join(out, "report.html");
  const { attacks, ...others } = DEMO;
  await runSimulate({ ...others, out: logs, attack: attacks, overwrite: existsSync(logs) });
  const command = ["trailhound", "scan", logs, "--from", JUDGED_FROM, "--report", report]
    .map((word) => (/^[\w./-]+$/.test(word) ? word : (shellQuote(word) ?? word)))
    .join(" ");
  process.stderr.write(`\n$ ${command}\n\n`);
  await runScan([logs], {
    builtin: true,
    from: JUDGED_FROM,
    format: "table",
    report,
    maxFileSize: "1GB",
    memory: "1GB",
  });
  process.stderr.write(`\nThe report is ${report}. Your own logs: trailhound scan PATH --report report.html\n`);
}
