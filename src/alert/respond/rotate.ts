import { unreachable } from "../../util/invariant.ts";
import type { ResponseStep } from "../alert.ts";
import { printableShort } from "../printable.ts";
import type { SecretRead } from "../secret-reads.ts";
import { advice } from "./draft.ts";
import { MOST_ROTATED, type ResponseFacts } from "./response-facts.ts";
import { rotateParameter } from "./rotate/parameter.ts";
import { rotatePath } from "./rotate/path.ts";
import { rotateSecret } from "./rotate/secret.ts";

const LONGEST_NAME = 200;

/** Step 2: every secret that was read, at most MOST_ROTATED blocks; the rest is said. */
export function rotate(facts: ResponseFacts): readonly ResponseStep[] {
  const blocks = facts.secrets.slice(0, MOST_ROTATED);
  const steps = blocks.flatMap((read, index) => block(facts, read, index + 1));
  const rest = facts.secretsTotal - blocks.length;
  if (rest <= 0) return steps;
  const where = "they are in the requestParameters of the events that the first investigation search lists";
  return [
    ...steps,
    advice("rotate", `Rotate the other ${rest} of ${facts.secretsTotal} secrets in the same way: ${where}`),
  ];
}

function block(facts: ResponseFacts, read: SecretRead, number: number): readonly ResponseStep[] {
  const place = { account: read.account ?? facts.place.account, region: read.region };
  switch (read.kind) {
    case "parameter":
      return rotateParameter(read.address, place, number);
    case "path":
      return rotatePath(read.address, place, number);
    case "secret":
      return rotateSecret(read.address, place, number);
    case "unknown":
      return [
        advice(
          "rotate",
          `Rotate "${printableShort(read.name, LONGEST_NAME)}": the events listed here do not show which store it is in`,
        ),
      ];
    default:
      return unreachable(read.kind);
  }
}
