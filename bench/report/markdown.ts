import type { Spread } from "../statistics.ts";
import type { TargetResult, Unit } from "../targets.ts";
import { digits3, megabytes } from "./number-text.ts";
import type { CommandResult, Results } from "./results.ts";

const BUSY = "**The machine had other work when this began: times and ratios are too high.**";

/** The results as a page: targets, then every command with its spread, then where the time of a scan goes. */
export function markdown(results: Results): string {
  const { machine, versions, date, runs } = results;
  const commit = versions.commit === null ? "" : ` (${versions.commit})`;
  const parts = [
    "# Benchmark",
    `Written by \`npm run bench\` on ${date.slice(0, 10)}: ${machine.cores} cores of ${machine.cpu}, ${megabytes(machine.memory)}, ${machine.system}; ` +
      `node ${versions.node}, DuckDB ${versions.duckdb}, trailhound ${versions.trailhound}${commit}. Medians of ${runs} ${runs === 1 ? "run" : "runs"}, interleaved; ratios are medians over medians.`,
    ...(machine.load > 1 ? [BUSY] : []),
    table(["measure", "target", "measured", ""], results.targets.map(targetRow)),
    "## Commands",
    "Median (least to most). Memory is the peak resident size of the largest process.",
    table(["command", "runs", "wall s", "CPU s", "memory"], rowsOf(results, commandRow)),
    "## Where the time goes",
    "Seconds of all threads together, so they add up to more than the wall time.",
    partsTable(results),
  ];
  const failures = Object.entries(results.failures);
  if (failures.length > 0) {
    parts.push("## Not measured", failures.map(([what, why]) => `- \`${what}\`: ${why}`).join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

function rowsOf(results: Results, row: (key: string, result: CommandResult) => string[]): string[][] {
  return Object.entries(results.commands).map(([key, result]) => row(key, result));
}

function targetRow({ name, unit, target, value, isMet }: TargetResult): string[] {
  const verdict = isMet === null ? "not measured" : isMet ? "met" : "missed";
  return [name, `<= ${inUnit(target, unit, String)}`, value === null ? "" : inUnit(value, unit, digits3), verdict];
}

function inUnit(amount: number, unit: Unit, write: (value: number) => string): string {
  switch (unit) {
    case "ratio":
      return write(amount);
    case "seconds":
      return `${write(amount)} s`;
    case "bytes":
      return megabytes(amount);
  }
}

function commandRow(key: string, { wall, cpu, memory }: CommandResult): string[] {
  return [
    `\`${key}\``,
    String(wall.count),
    spread(wall, digits3),
    spread(cpu, digits3),
    memory === null ? "" : spread(memory, megabytes),
  ];
}

function spread({ median, least, most, count }: Spread, write: (value: number) => string): string {
  return count === 1 ? write(median) : `${write(median)} (${write(least)} to ${write(most)})`;
}

function partsTable({ commands }: Results): string {
  const withParts = Object.entries(commands).filter(([, { parts }]) => Object.keys(parts).length > 0);
  const names = [...new Set(withParts.flatMap(([, { parts }]) => Object.keys(parts)))];
  const rows = withParts.map(([key, { parts }]) => [
    `\`${key}\``,
    ...names.map((name) => (parts[name] === undefined ? "" : digits3(parts[name]))),
  ]);
  return rows.length === 0 ? "Nothing that was measured says so." : table(["command", ...names], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
