import { printableShort } from "../../alert/printable.ts";
import { Problem } from "../http/problem.ts";

const LONGEST = 100;

/** The thing that was asked for; throws the Problem that says that it is not there. */
export function orNotFound<T>(kind: string, id: string, found: T | null): T {
  if (found !== null) return found;
  throw new Problem("not-found", `there is no ${kind} "${printableShort(id, LONGEST)}"`);
}
