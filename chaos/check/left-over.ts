import { some } from "./sentences.ts";

/** What may lie in a data directory that a `serve` has left in good order, besides the parts of its state. */
const KNOWN = [/^state\.duckdb$/, /^last-good\/rules\/(index\.json|[0-9a-f]{64}\.txt)$/];

/** `files`: paths below the data directory. Sentences. */
export function checkLeftOver(files: readonly string[], parts: readonly string[]): readonly string[] {
  const counted = new Set(parts);
  const there = new Set(files);
  return [
    ...some(
      "files are left over",
      files.filter((file) => !counted.has(file) && !KNOWN.some((each) => each.test(file))),
    ),
    ...some(
      "parts are missing",
      parts.filter((part) => !there.has(part)),
    ),
  ];
}
