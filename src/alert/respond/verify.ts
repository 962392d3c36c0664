import type { ResponseStep } from "../alert.ts";
import { aws, orElse } from "./command-lines.ts";
import { advice, type Draft, finish } from "./draft.ts";
import { identityPlace, type ResponseFacts } from "./response-facts.ts";

/** Step 3, read-only: is it over, and did the intruder leave something behind. */
export function verify(facts: ResponseFacts): readonly ResponseStep[] {
  return [
    searchAgain(facts),
    finish(credentialReport(facts)),
    ...roleCheck(facts).map(finish),
    finish(logsIntact(facts)),
  ];
}

const AGAIN =
  "30 minutes after containment, load the new logs and run the investigation searches again: the same identity, key and " +
  "address must be silent, and no new keys, users, policies or trust may have appeared";

function searchAgain({ afterwards }: ResponseFacts): ResponseStep {
  return { ...advice("verify", AGAIN), command: afterwards };
}

function credentialReport(facts: ResponseFacts): Draft {
  return {
    step: "verify",
    title: "Look through every user's passwords and keys for ones made during the incident",
    effect: "read-only",
    place: identityPlace(facts),
    values: [],
    lines: [
      aws("iam generate-credential-report"),
      `( umask 077; ${aws("iam get-credential-report --query Content --output text")} > credential-report.base64 )`,
    ],
  };
}

function roleCheck(facts: ResponseFacts): readonly Draft[] {
  const { role, issuer } = facts.identity;
  if (role === null || issuer?.type !== "Role") return [];
  const actions = "--action-names secretsmanager:GetSecretValue ssm:GetParameter kms:Decrypt";
  const query = "--query 'EvaluationResults[].[EvalActionName,EvalDecision]' --output text";
  return [
    {
      step: "verify",
      title: "What the role may still do (a deny on one session does not show here)",
      effect: "read-only",
      place: identityPlace(facts),
      values: [{ name: "ROLE_ARN", what: "role ARN", text: issuer.arn }],
      lines: [aws(`iam simulate-principal-policy --policy-source-arn "$ROLE_ARN" ${actions} ${query}`)],
    },
  ];
}

function logsIntact(facts: ResponseFacts): Draft {
  return {
    step: "verify",
    title:
      "Check that CloudTrail's files since the first event are complete and unchanged (put the trail into TRAIL_ARN)",
    effect: "read-only",
    place: facts.place,
    values: [{ name: "T0", what: "start", text: facts.first, shape: "time" }],
    lines: [
      `TRAIL_ARN="${orElse("TRAIL_ARN", "set-TRAIL_ARN-first")}"`,
      aws('cloudtrail validate-logs --trail-arn "$TRAIL_ARN" --start-time "$T0"'),
    ],
  };
}
