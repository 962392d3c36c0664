/** Why an object was delivered without a file. */
export const GONE = "gone";
export const FORBIDDEN = "forbidden";
export const DENIED = "permission denied";
export const TOO_LARGE = "too large";
/** For a reason of its own, such as a key of the customer that S3 does not have. */
export const REFUSED = "refused by the server";
export const ARCHIVED = "in an archive storage class";
export const NOT_A_LOG = "not a CloudTrail log";

/**
 * Whether reading the same version again may end otherwise: somebody grants a right, or restores an object. The ledger must
 * not call a version known for which this holds, nor one that is GONE: it may come back as it was.
 */
export function mayChange(reason: string): boolean {
  return [FORBIDDEN, DENIED, REFUSED, ARCHIVED].includes(reason);
}
