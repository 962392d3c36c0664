import { EXIT } from "./exit-code.ts";

const WIDTH = 80;
const INDENT = "  ";

/** Exit codes that mean something of their own in a command, with what they mean. */
export type ExitCodes = Readonly<Partial<Record<number, string>>>;

/** What stands below a command's options: examples, which can be copied, and the exit codes; no line is over 80 columns. */
export function helpAfter(examples: readonly string[], codes: ExitCodes): string {
  const shown = examples.flatMap((example) => exampleLines(`${INDENT}${example}`));
  return ["", ...(shown.length === 0 ? [] : ["Examples:", ...shown, ""]), "Exit codes:", ...codeLines(codes)].join(
    "\n",
  );
}

/** A long command goes on in the next line, from an option on. */
function exampleLines(line: string): readonly string[] {
  if (line.length <= WIDTH) return [line];
  const at = line.lastIndexOf(" --", WIDTH - " \\".length);
  if (at <= INDENT.length) return [line];
  return [`${line.slice(0, at)} \\`, ...exampleLines(`${INDENT}${INDENT}${line.slice(at + 1)}`)];
}

function codeLines(own: ExitCodes): readonly string[] {
  const codes: ExitCodes = {
    [EXIT.done]: "done",
    [EXIT.internal]: "a bug of trailhound's: the message asks for a report",
    [EXIT.interrupted]: "ended by Ctrl-C",
    ...own,
  };
  return Object.entries(codes).flatMap(([code, meaning]) => {
    const [first = "", ...rest] = brokenAtSpaces(meaning ?? "", WIDTH - 2 * INDENT.length - 3);
    return [`${INDENT}${code.padEnd(3)}${INDENT}${first}`, ...rest.map((line) => `${" ".repeat(7)}${line}`)];
  });
}

function brokenAtSpaces(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
