import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { runProgram } from "./flags.ts";
import { measureAll } from "./measure-all.ts";
import { type BenchOptions, readOptions, USAGE } from "./options.ts";
import { growthPlot } from "./plot/growth-plot.ts";
import { machine, versions } from "./report/machine.ts";
import { markdown } from "./report/markdown.ts";
import { type Results, resultsOf } from "./report/results.ts";
import { openTools } from "./tools.ts";

const FAILED = 1;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) process.stdout.write(USAGE);
  else await bench(options);
}

async function bench(options: BenchOptions): Promise<void> {
  const tools = await openTools(options);
  const circumstances = { date: new Date().toISOString(), machine: machine(), versions: versions() };
  const measured = await measureAll(tools, options);
  const results = resultsOf(measured, options, circumstances);
  await write(results, options);
  await rm(tools.scratch, { recursive: true });
  process.exitCode = measured.failures.size > 0 ? FAILED : 0;
}

async function write(results: Results, { out, measures }: BenchOptions): Promise<void> {
  const stem = out.slice(0, -".json".length);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(results, null, 2)}\n`);
  const page = markdown(results);
  await writeFile(`${stem}.md`, page);
  if (measures.has("growth")) await writeFile(`${stem}.svg`, growthPlot(results));
  process.stdout.write(page);
}

await runProgram(main);
