import { SECOND } from "../../util/duration.ts";
import type { Account } from "../cast/account.ts";
import type { ReadHabit } from "../cast/actor.ts";
import { parameterArn } from "../cast/arns.ts";
import type { Session } from "../cast/session.ts";
import type { Random } from "../random.ts";
import type { Call, Planned } from "./call.ts";
import {
  batchGetSecretValue,
  decryptFor,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
  getSecretValue,
  isSecure,
} from "./read-calls.ts";

/** One visit: the names of this turn, read in the habit's way a moment apart, with what KMS writes beside them. */
export function visit(
  account: Account,
  session: Session,
  habit: ReadHabit,
  turn: number,
  time: number,
  choose: Random,
): Planned[] {
  const names = turnOf(habit, turn);
  const out: Planned[] = [];
  let at = time;
  for (const calls of callsOf(account, habit, names, choose)) {
    for (const call of calls) out.push({ time: at, region: account.regions[0], session, call });
    at += choose.between(1, 4) * SECOND;
  }
  return out;
}

function turnOf(habit: ReadHabit, turn: number): readonly string[] {
  const { names, atOnce } = habit;
  if (atOnce >= names.length) return names;
  return Array.from({ length: atOnce }, (_, i) => names[(turn * atOnce + i) % names.length] ?? "");
}

/** Calls grouped by the moment at which they happen. */
function callsOf(account: Account, habit: ReadHabit, names: readonly string[], choose: Random): Call[][] {
  const { decrypt } = habit;
  switch (habit.how) {
    case "one_by_one":
      return names.map((name) => [getParameter(account, name, decrypt), ...decrypted(account, [name], decrypt)]);
    case "history":
      return names.map((name) => [getParameterHistory(account, name, decrypt), ...decrypted(account, [name], decrypt)]);
    case "batch":
      return [[getParameters(account, names, decrypt), ...decrypted(account, names, decrypt)]];
    case "path":
      return names.flatMap((path) => pathPages(account, path, decrypt, choose));
    case "secret":
      return names.map((arn) => [getSecretValue(arn, choose), decryptFor(account, "secretsmanager", arn)]);
    case "secrets":
      return [[batchGetSecretValue(names), ...names.flatMap((arn) => secretOfBatch(account, arn, choose))]];
  }
}

function secretOfBatch(account: Account, arn: string, choose: Random): Call[] {
  return [getSecretValue(arn, choose), decryptFor(account, "secretsmanager", arn)];
}

/** Ten parameters a page. */
function pathPages(account: Account, path: string, decrypt: boolean, choose: Random): Call[][] {
  const below = account.parameters.filter((name) => path === "/" || name.startsWith(`${path}/`));
  const pages = Math.max(1, Math.ceil(below.length / 10));
  return Array.from({ length: pages }, (_, page) => [
    getParametersByPath(path, decrypt, page === 0 ? null : pageToken(choose)),
    ...decrypted(account, below.slice(page * 10, page * 10 + 10), decrypt),
  ]);
}

export function pageToken(choose: Random): string {
  return `AAEAA${choose.text(96, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}`;
}

/** KMS events of the SecureStrings among the names. */
export function decrypted(account: Account, names: readonly string[], decrypt: boolean): Call[] {
  if (!decrypt) return [];
  const arns = names.filter(isSecure).map((name) => parameterArn(account.regions[0], account.id, name));
  return arns.map((arn) => decryptFor(account, "ssm", arn));
}
