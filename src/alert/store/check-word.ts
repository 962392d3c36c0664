import { didYouMean } from "../../util/did-you-mean.ts";
import { TriageError } from "./triage-error.ts";

/** Throws a TriageError for a word that is none of the known ones. */
export function checkWord(what: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return;
  const guess = didYouMean(word, known);
  const said = JSON.stringify(word.slice(0, 40));
  throw new TriageError(`${said} is no ${what}: ${guess ?? `expected ${listed(known)}`}`);
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
