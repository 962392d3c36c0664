import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { readPage } from "./pages.ts";

interface Described {
  /** As it is typed: `rules check`. */
  readonly name: string;
  readonly command: Command;
}

/** The commands that do something, not those that only hold others. */
function commandsOf(command: Command, prefix: string): readonly Described[] {
  return command.commands.flatMap((each) => {
    const name = `${prefix}${each.name()}`;
    return each.commands.length > 0 ? commandsOf(each, `${name} `) : [{ name, command: each }];
  });
}

const COMMANDS = commandsOf(makeProgram(), "");

/** The rows of a page's table of options: flags, default, meaning. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const rows = text.split("\n").filter((line) => line.startsWith("| `-"));
  return rows.map((line) =>
    line
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
}

/** What `--help` lists, without itself. */
function optionsOf(command: Command) {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => option.long !== "--help");
}

test("every command has a page", () => {
  expect(COMMANDS.map(({ name }) => name)).toEqual([
    "scan",
    "serve",
    "alerts list",
    "alerts show",
    "alerts update",
    "alerts comment",
    "events",
    "backtest",
    "lake info",
    "lake compact",
    "rules list",
    "rules check",
    "rules explain",
    "rules test",
    "rules forecast",
    "token create",
    "simulate",
    "demo",
  ]);
});

describe.each(COMMANDS)("$name", ({ name, command }) => {
  const { text } = readPage(`docs/${name.replaceAll(" ", "-")}.md`);
  const rows = rowsOf(text);

  test("its page has the synopsis of --help", () => {
    expect(text.split("\n")[0]).toBe(`# trailhound ${name}`);
    expect(text).toContain(`\`\`\`text\ntrailhound ${name} ${command.usage()}\n\`\`\``);
  });

  test("its page lists the options of --help, with their defaults", () => {
    const expected = optionsOf(command).map((option) => {
      const hasDefault = option.defaultValue !== undefined && !option.negate;
      return [`\`${option.flags}\``, hasDefault ? `\`${String(option.defaultValue)}\`` : ""];
    });
    expect(rows.map(([flags, byDefault]) => [flags, byDefault])).toEqual(expected);
  });

  test("its page names every choice", () => {
    for (const option of optionsOf(command)) {
      const meaning = rows.find(([flags]) => flags === `\`${option.flags}\``)?.[2] ?? "";
      for (const choice of option.argChoices ?? []) expect(meaning).toContain(`\`${choice}\``);
    }
  });
});
