import type { ResponseStep } from "../alert.ts";
import { aws } from "./command-lines.ts";
import { finish } from "./draft.ts";
import { identityPlace, type ResponseFacts } from "./response-facts.ts";

/** Step 4: take every containment back, newest first, and what may be destroyed once the evidence is safe. */
export function undo(facts: ResponseFacts, contained: readonly ResponseStep[]): readonly ResponseStep[] {
  const lifts = contained.filter((step) => step.undo !== null).reverse();
  return [...lifts.map(lift), ...deleteKey(facts)];
}

function lift(step: ResponseStep): ResponseStep {
  return { step: "undo", title: `Take back: ${step.title}`, command: step.undo, effect: "disruptive", undo: null };
}

function deleteKey(facts: ResponseFacts): readonly ResponseStep[] {
  const { type, user, access_key, account } = facts.identity;
  const isOwn = account === null || account === facts.place.account;
  if (type !== "IAMUser" || !access_key?.startsWith("AKIA") || !isOwn) return [];
  return [
    finish({
      step: "undo",
      title: "Only after forensics, instead of activating it again: delete the access key",
      effect: "destructive",
      place: identityPlace(facts),
      values: [
        { name: "IAM_USER", what: "user name", text: user, shape: "iamName" },
        { name: "AKID", what: "access key id", text: access_key, shape: "accessKey" },
      ],
      lines: [aws('iam delete-access-key --user-name "$IAM_USER" --access-key-id "$AKID"')],
    }),
  ];
}
