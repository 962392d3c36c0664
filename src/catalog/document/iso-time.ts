const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;
/** `20131102T010628Z`, in old console logins. */
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** A time of CloudTrail as `2026-01-02T03:04:05.000Z`; undefined when it is not one. */
export function isoTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const full = text.replace(BASIC, "$1-$2-$3T$4:$5:$6Z");
  if (!ISO.test(full)) return undefined;
  const time = Date.parse(full);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
