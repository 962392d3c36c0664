import { aws } from "../command-lines.ts";
import type { Assigned, Draft, Place } from "../draft.ts";

/**
 * A random value in a file that only the responder can read, as a proposal for the system that issues the secret.
 * `file://` sends a file as it is, hence no final newline.
 */
export function newValue(shown: string, place: Place, values: readonly Assigned[], number: number): Draft {
  const call = aws(
    "secretsmanager get-random-password --password-length 40 --exclude-punctuation --query RandomPassword --output text",
  );
  return {
    step: "rotate",
    title: `Replace ${shown} in the system that issued it (database, API, account) first; this only proposes a random value in new-value-${number}.txt`,
    effect: "read-only",
    place,
    values,
    lines: [`( umask 077; ${call} | tr -d '\\n' > new-value-${number}.txt )`],
  };
}
