import { span } from "../../source/span.ts";
import { ipRange } from "../../util/ip.ts";
import type { NamedField } from "./ast.ts";
import { fail } from "./fail.ts";
import { atEnd, isSpace, peek, type Scanner, since, skipSpace, takeEscaped } from "./scanner.ts";
import type { CidrToken } from "./token.ts";

interface Argument {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * `CIDR(@field, network, ...)` from its opening parenthesis on; `start` is where the name stands.
 * Networks are `10.0.0.0/8`, `2001:db8::/32` or single addresses; anything else is an `invalid-value` error.
 */
export function scanCidr(scanner: Scanner, start: number): CidrToken {
  scanner.at += 1;
  const args = takeArguments(scanner, start);
  const [first, ...rest] = args;
  if (first === undefined || first.text === "" || rest.length === 0) {
    fail(scanner.source, since(scanner, start), {
      message: "CIDR takes a field and one or more networks",
      hint: "CIDR(@network.client.ip, 10.0.0.0/8)",
    });
  }
  const field: NamedField = { kind: "named", name: first.text, span: span(first.start, first.end) };
  const networks = rest.map((each) => network(scanner, each));
  return { kind: "cidr", field, networks, span: since(scanner, start) };
}

function takeArguments(scanner: Scanner, start: number): Argument[] {
  const args: Argument[] = [];
  for (;;) {
    args.push(takeArgument(scanner));
    const char = peek(scanner);
    if (atEnd(scanner))
      fail(scanner.source, since(scanner, start), { message: 'the parenthesis of "CIDR(" is not closed' });
    scanner.at += 1;
    if (char === ")") return args;
  }
}

function takeArgument(scanner: Scanner): Argument {
  skipSpace(scanner);
  const start = scanner.at;
  let text = "";
  let kept = { length: 0, end: start };
  while (!atEnd(scanner) && peek(scanner) !== "," && peek(scanner) !== ")") {
    const char = peek(scanner);
    if (char !== "\\") scanner.at += 1;
    text += char === "\\" ? takeEscaped(scanner) : char;
    if (!isSpace(char)) kept = { length: text.length, end: scanner.at };
  }
  return { text: text.slice(0, kept.length), start, end: kept.end };
}

function network(scanner: Scanner, argument: Argument): string {
  if (ipRange(argument.text) !== undefined) return argument.text;
  return fail(scanner.source, span(argument.start, argument.end), {
    code: "invalid-value",
    message: `"${argument.text.slice(0, 80)}" is not a network`,
    hint: "write it as 10.0.0.0/8 or 2001:db8::/32",
  });
}
