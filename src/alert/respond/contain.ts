import type { ResponseStep } from "../alert.ts";
import { printableShort } from "../printable.ts";
import { blockReader } from "./contain/block-reader.ts";
import { containByType } from "./contain/by-type.ts";
import { containEc2 } from "./contain/ec2.ts";
import { containLambda } from "./contain/lambda.ts";
import { advice } from "./draft.ts";
import type { ResponseFacts } from "./response-facts.ts";

/** Step 1: stop the principal, by the kind of identity; least disruption first. */
export function contain(facts: ResponseFacts): readonly ResponseStep[] {
  return [
    ...throughService(facts),
    ...otherIdentities(facts),
    ...containByType(facts),
    ...containEc2(facts),
    ...containLambda(facts),
    ...blockReader(facts),
  ];
}

function otherIdentities({ identity: { others } }: ResponseFacts): readonly ResponseStep[] {
  if (others.length === 0) return [];
  const names = others.map((name) => printableShort(name, 160)).join(", ");
  return [
    advice("contain", `The steps here are for the identity of the first event. Also behind the events: ${names}`),
  ];
}

function throughService({ identity }: ResponseFacts): readonly ResponseStep[] {
  if (identity.invoked_by === null) return [];
  const service = printableShort(identity.invoked_by, 100);
  const who = "look for the caller behind it (its calls to that service at the same time) before containing anything";
  return [advice("contain", `The service ${service} made these calls on someone's behalf: ${who}`)];
}
