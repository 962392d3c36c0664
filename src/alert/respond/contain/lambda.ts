import type { ResponseStep } from "../../alert.ts";
import { aws } from "../command-lines.ts";
import { finish } from "../draft.ts";
import { identityPlace, type ResponseFacts } from "../response-facts.ts";

/** Lambda names the sessions of a function's role after the function; the SDK's user agent says where it runs. */
export function containLambda(facts: ResponseFacts): readonly ResponseStep[] {
  const { type, session, user_agents } = facts.identity;
  const runsInLambda = user_agents.some((agent) => agent.includes("exec-env/AWS_Lambda_"));
  if (type !== "AssumedRole" || session === null || !runsInLambda) return [];
  const before = aws(
    'lambda get-function-concurrency --function-name "$FN" --query ReservedConcurrentExecutions --output text',
  );
  const put = (count: string): string =>
    aws(`lambda put-function-concurrency --function-name "$FN" --reserved-concurrent-executions ${count}`);
  return [
    finish({
      step: "contain",
      title: "Stop the function (no concurrency). What it had before is kept in a file for the undo",
      effect: "disruptive",
      place: identityPlace(facts),
      values: [{ name: "FN", what: "function name", text: session, shape: "functionName" }],
      lines: [
        `[ -s "concurrency-$FN.txt" ] || ${before} > "concurrency-$FN.txt"`,
        `[ -s "concurrency-$FN.txt" ] && ${put("0")}`,
      ],
      undo: [
        'COUNT="$(cat "concurrency-$FN.txt")"',
        `if [ "$COUNT" = None ]; then ${aws('lambda delete-function-concurrency --function-name "$FN"')}`,
        `else ${put('"$COUNT"')}`,
        "fi",
      ],
    }),
  ];
}
