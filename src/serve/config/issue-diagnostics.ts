import type { z } from "zod";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { CHANNEL_KINDS } from "./notify-schema.ts";
import type { Places } from "./places.ts";
import type { Path } from "./read-yaml.ts";

/** Zod's issues at their places in the file. `value`: what was validated. */
export function issueDiagnostics(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  places: Places,
): readonly Diagnostic[] {
  const found = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? unknownKeys(issue, places) : [wrongValue(issue, value, places)],
  );
  return found.sort((a, b) => a.span.start - b.span.start);
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, places: Places): readonly Diagnostic[] {
  const known = JSON.parse(issue.message) as readonly string[];
  return issue.keys.map((key) => {
    const where = issue.path.length === 0 ? "" : ` in ${pathText(issue.path)}`;
    const hint = didYouMean(key, known) ?? `known keys are ${known.join(", ")}`;
    const message = `unknown key ${JSON.stringify(key)}${where}`;
    return { code: "unknown-key", severity: "error", message, hint, ...places.key([...issue.path, key]) };
  });
}

function wrongValue(issue: z.core.$ZodIssue, value: unknown, places: Places): Diagnostic {
  const given = at(value, issue.path);
  const named = issue.path.length === 0 ? "" : `${pathText(issue.path)}: `;
  const choices = issue.code === "invalid_value" ? issue.values.map(String) : choicesAt(issue.path);
  const hint = typeof given === "string" ? didYouMean(given, choices) : undefined;
  return {
    code: given === undefined ? "missing-key" : "invalid-value",
    severity: "error",
    message: `${named}${issue.message}`,
    ...(hint !== undefined && { hint }),
    ...places.value(issue.path),
  };
}

function choicesAt(path: Path): readonly string[] {
  return path[0] === "channels" && path.at(-1) === "kind" ? CHANNEL_KINDS : [];
}

function at(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return found;
}

/** `channels[0].url` */
export function pathText(path: Path): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`)).join("");
}
