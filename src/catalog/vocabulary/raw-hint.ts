import { didYouMean } from "../../util/did-you-mean.ts";
import { KNOWN_PATHS } from "../record/record-paths.ts";
import { RAW_FIELDS } from "./raw-value.ts";

const LONGEST_GUESSED = 200;

/** Why a path into the record is refused. `prefix` stands before the names in the hint (`@` in Datadog's language). */
export function rawHint(fieldName: string, prefix = ""): string | undefined {
  const below = KNOWN_PATHS.find((known) => known.startsWith(`${fieldName}.`));
  if (below) return `"${prefix}${fieldName}" is an object; name a field below it, e.g. "${prefix}${below}"`;
  if (fieldName === "insightDetails" || fieldName.startsWith("insightDetails.")) {
    return "CloudTrail Insights records are no events: they are not stored";
  }
  const sameLetters = RAW_FIELDS.find((known) => known.toLowerCase() === fieldName.toLowerCase());
  if (sameLetters) return `names are case-sensitive: did you mean "${prefix}${sameLetters}"?`;
  if (fieldName.length > LONGEST_GUESSED) return undefined;
  return didYouMean(
    prefix + fieldName,
    RAW_FIELDS.map((known) => prefix + known),
  );
}
