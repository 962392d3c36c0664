import type { Vocabulary, VocabularyName } from "../ir/vocabulary.ts";
import { cloudtrail } from "./cloudtrail-vocabulary.ts";
import { datadog } from "./datadog/datadog-vocabulary.ts";
import { ecs } from "./ecs/ecs-vocabulary.ts";

/** The three ways to name the fields of an event. */
export const vocabularies: Readonly<Record<VocabularyName, Vocabulary>> = { ecs, datadog, cloudtrail };
