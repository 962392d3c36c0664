import type { Value } from "../../ir/expr.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { first } from "../vocabulary/values.ts";

/** The paths of `cloud.account.id`, the first that is there counts: the caller's account, not the receiver's. */
export const ACCOUNT_PATHS = ["userIdentity.accountId", "recipientAccountId"] as const;

export const ACCOUNT: Value = first(ACCOUNT_PATHS.map(prunedRaw));
