import type { Vocabulary } from "../../ir/vocabulary.ts";
import { type DocumentFields, documentVocabulary } from "./document-vocabulary.ts";

const attributes = ["attributes", "attributes"] as const;

/** A signal of `toDatadogSignal`, as suppression queries name it: `@userIdentity.arn`, `@workflow.rule.name`, `status`, tags. */
export const SIGNAL_FIELDS: DocumentFields = {
  attributes,
  reserved: {
    status: ["attributes", "status"],
    service: ["attributes", "service"],
    host: ["attributes", "host"],
    message: ["attributes", "message"],
    title: [...attributes, "title"],
    tags: ["attributes", "tags"],
    timestamp: ["attributes", "timestamp"],
  },
  tags: ["attributes", "tags"],
};

export const signalVocabulary: Vocabulary = documentVocabulary(SIGNAL_FIELDS);
