import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";

const WIDTH = 80;

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => WIDTH });
  command.outputHelp();
  return text;
}

function withNames(command: Command, path: string): readonly (readonly [path: string, command: Command])[] {
  return [[path, command] as const, ...command.commands.flatMap((each) => withNames(each, `${path} ${each.name()}`))];
}

const ALL = withNames(makeProgram(), "trailhound");

describe.each(ALL)("%s --help", (path, command) => {
  const lines = helpOf(command).split("\n");

  test("fits into a terminal of 80 columns", () => {
    expect(lines.filter((line) => line.length > WIDTH)).toEqual([]);
  });

  test("names the exit codes", () => {
    const codes = lines
      .slice(lines.indexOf("Exit codes:") + 1)
      .flatMap((line) => /^ {2}(\d+) {2,}\S/.exec(line)?.[1] ?? []);
    expect(codes).toEqual(expect.arrayContaining(["0", "2", "70", "130"]));
    expect([...codes].sort((a, b) => Number(a) - Number(b))).toEqual(codes);
  });

  test("has examples of this command, each with a line of its own", () => {
    if (command.commands.length > 0) return;
    expect(lines.filter((line) => line.includes(`${path} `) || line === `  ${path}`).length).toBeGreaterThan(1);
  });
});
