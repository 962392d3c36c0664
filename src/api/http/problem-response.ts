import { STATUS_CODES } from "node:http";
import { safeJson } from "../../alert/format/safe-json.ts";
import { PROBLEM_CODES, type Problem } from "./problem.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** Problem details as of RFC 9457; `code` and `errors` are members of ours. */
export function problemResponse({ code, message, errors, headers }: Problem): Response {
  const status = PROBLEM_CODES[code];
  const body = { type: "about:blank", title: STATUS_CODES[status] ?? "", status, detail: message, code, errors };
  return new Response(`${safeJson(body)}\n`, { status, headers: { ...headers, "Content-Type": PROBLEM_TYPE } });
}
