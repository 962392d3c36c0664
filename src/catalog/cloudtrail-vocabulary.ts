import type { Binding, Vocabulary } from "../ir/vocabulary.ts";
import { makeVocabulary } from "./vocabulary/make-vocabulary.ts";
import { EVERYTHING, OWN_FIELDS } from "./vocabulary/own-fields.ts";
import { rawHint } from "./vocabulary/raw-hint.ts";
import { RAW_FIELDS, rawBinding } from "./vocabulary/raw-value.ts";

const LISTED: readonly Binding[] = [...RAW_FIELDS.flatMap((name) => rawBinding(name) ?? []), ...OWN_FIELDS];

/** The fields as CloudTrail writes them (`eventName`, `requestParameters.name`). Case-sensitive. */
export const cloudtrail: Vocabulary = makeVocabulary({
  name: "cloudtrail",
  listed: LISTED,
  open: rawBinding,
  hint: (fieldName) => rawHint(fieldName),
  defaultFields: [EVERYTHING],
  everything: EVERYTHING,
});
