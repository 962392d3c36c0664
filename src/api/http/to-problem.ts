import { TriageError } from "../../alert/store/triage-error.ts";
import { type QueryProblem, SearchRefused, SuppressionRefused } from "../refused.ts";
import { type FieldError, Problem } from "./problem.ts";

/** The answer to what was thrown; null: it is a fault of ours. */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof TriageError) return new Problem("refused", error.message);
  if (error instanceof SearchRefused) return queryProblem(error, "where");
  if (error instanceof SuppressionRefused)
    return error.problems.length === 0 ? new Problem("refused", error.message) : queryProblem(error, "query");
  return null;
}

function queryProblem({ message, problems }: SearchRefused | SuppressionRefused, field: string): Problem {
  return new Problem("invalid-query", message, { errors: problems.map((problem) => fieldError(problem, field)) });
}

function fieldError({ message, line, column, hint }: QueryProblem, field: string): FieldError {
  return { in: "body", field, message: `${line}:${column}: ${message}`, hint };
}
