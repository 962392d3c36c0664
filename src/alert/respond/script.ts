import type { Alert, ResponseStep } from "../alert.ts";
import { printable } from "../printable.ts";
import { shellQuote } from "../shell-quote.ts";
import { orElse } from "./command-lines.ts";

/**
 * The response steps as one bash script that does nothing by itself: `bash respond.sh` lists the steps,
 * `PROFILE=ir bash respond.sh confirm_1` runs one. Steps without a command are listed only.
 */
export function respondScript(alert: Alert): string {
  const steps = named(alert.respond);
  return [
    "#!/usr/bin/env bash",
    "set -u",
    "umask 077",
    ...steps.flatMap(defined),
    "list() {",
    ...steps.map(({ name, step }) => `  printf '%s\\n' ${quoted(`${name} [${effectOf(step)}] ${step.title}`)}`),
    "}",
    ...dispatch(steps),
    "",
  ].join("\n");
}

interface NamedStep {
  readonly name: string;
  readonly step: ResponseStep;
}

function named(steps: readonly ResponseStep[]): readonly NamedStep[] {
  const counts = new Map<string, number>();
  return steps.map((step) => {
    const count = (counts.get(step.step) ?? 0) + 1;
    counts.set(step.step, count);
    return { name: `${step.step}_${count}`, step };
  });
}

function effectOf(step: ResponseStep): string {
  return step.command === null ? "by hand" : step.effect;
}

function quoted(text: string): string {
  return shellQuote(printable(text)) ?? "''";
}

function defined({ name, step }: NamedStep): readonly string[] {
  if (step.command === null) return [];
  const title = `# ${effectOf(step)}: ${printable(step.title)}`;
  return [title, `${name}() {`, ...step.command.split("\n").map((line) => `  ${line}`), "}"];
}

/** The name is compared with the known ones only: an argument never becomes a command. */
function dispatch(steps: readonly NamedStep[]): readonly string[] {
  const runnable = steps.filter(({ step }) => step.command !== null);
  return [
    `case "${orElse("1", "list")}" in`,
    ...runnable.map(({ name }) => `  ${name}) ${name} ;;`),
    "  list) list ;;",
    "  *) printf '%s\\n' 'no such step; these are there:' >&2; list >&2; false ;;",
    "esac",
  ];
}
