import type { z } from "zod";
import { printableShort } from "../../alert/printable.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { FieldError } from "./problem.ts";

type Issue = z.core.$ZodIssue;

const LONGEST = 100;
const MOST = 20;

/** What a schema found wrong, in words; the names that are allowed come from the schema itself. */
export function fieldErrors(
  error: z.ZodError,
  given: { readonly in: FieldError["in"]; readonly value: unknown; readonly known: readonly string[] },
): readonly FieldError[] {
  const place = given.in;
  return error.issues.slice(0, MOST).flatMap((issue): FieldError[] => {
    const field = printableShort(issue.path.map(String).join("."), LONGEST);
    if (issue.code === "unrecognized_keys") {
      const known = issue.path.length === 0 ? given.known : [];
      return issue.keys.slice(0, MOST).map((key) => unknownKey(place, field, key, known));
    }
    const value = valueAt(given.value, issue.path);
    return [{ in: place, field, message: messageOf(issue, value), hint: hintOf(issue, value) }];
  });
}

function unknownKey(place: FieldError["in"], parent: string, key: string, known: readonly string[]): FieldError {
  const what = place === "query" ? "there is no such parameter" : "there is no such key";
  const expected = known.length === 0 ? "" : `: expected ${known.join(", ")}`;
  const field = `${parent === "" ? "" : `${parent}.`}${printableShort(key, LONGEST)}`;
  return { in: place, field, message: what + expected, hint: didYouMean(key.slice(0, LONGEST), known) ?? null };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
}

function messageOf(issue: Issue, value: unknown): string {
  if (value === undefined && issue.code !== "custom") return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `expected ${nameOfType(issue.expected)}, not ${shown(value)}`;
    case "invalid_value":
      return `expected ${issue.values.map(String).join(", ")}, not ${shown(value)}`;
    case "too_big":
      return `expected at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case "too_small":
      return `expected at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    default:
      return issue.message;
  }
}

function nameOfType(expected: string): string {
  return expected === "int" || expected === "number"
    ? "a whole number"
    : `${/^[aio]/.test(expected) ? "an" : "a"} ${expected}`;
}

function unitOf(origin: string, count: number | bigint): string {
  const plural = Number(count) === 1 ? "" : "s";
  if (origin === "string") return ` character${plural}`;
  return origin === "array" ? ` value${plural}` : "";
}

function shown(value: unknown): string {
  if (typeof value === "string") return `"${printableShort(value, LONGEST)}"`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function hintOf(issue: Issue, value: unknown): string | null {
  if (issue.code !== "invalid_value" || typeof value !== "string") return null;
  return didYouMean(value.slice(0, LONGEST), issue.values.map(String)) ?? null;
}
