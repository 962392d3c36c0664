import { Command } from "commander";
import { vi } from "vitest";
import { addAlerts } from "../../src/cli/alerts-commands.ts";
import type { OpenLocal } from "../../src/cli/api-connect.ts";
import { reportFailure } from "../../src/cli/report-failure.ts";
import { addToken } from "../../src/cli/token-commands.ts";

export interface RanAlerts {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `alerts` or `token` with this way to open a directory that nobody serves. */
export async function runAlerts(args: readonly string[], openLocal: OpenLocal): Promise<RanAlerts> {
  const [stdout, stderr] = [caught(process.stdout), caught(process.stderr)];
  const program = new Command("trailhound").exitOverride();
  addAlerts(program, openLocal);
  addToken(program);
  for (const group of program.commands) for (const each of [group, ...group.commands]) each.exitOverride();
  try {
    process.exitCode = 0;
    await program.parseAsync(["node", "trailhound", ...args]);
  } catch (error) {
    process.exitCode = reportFailure(error);
  } finally {
    for (const each of [stdout, stderr]) each.restore();
  }
  const code = Number(process.exitCode);
  process.exitCode = 0;
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function caught(stream: NodeJS.WriteStream) {
  let text = "";
  const spy = vi.spyOn(stream, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return { text: () => text, restore: () => spy.mockRestore() };
}
