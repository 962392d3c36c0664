import { didYouMean } from "../../../util/did-you-mean.ts";
import { isEmpty } from "../keys.ts";
import { oneOfThese, quote } from "../quote.ts";
import type { Report } from "../report.ts";
import { entryOf, type ObjectTree } from "../tree.ts";
import type { ElasticKeys } from "./elastic-context.ts";
import { OWNER_OF_KEY } from "./elastic-keys.ts";

const SUPPORTED = ["query", "new_terms", "threshold"] as const;
const UNSUPPORTED = ["eql", "esql", "machine_learning", "threat_match", "saved_query"] as const;
const LANGUAGES = ["kuery", "lucene", "eql", "esql"] as const;

export type ElasticType = (typeof SUPPORTED)[number];

/** The rule's type when rules of it can run here; else null and an error by name. */
export function readType(rule: ObjectTree, keys: ElasticKeys, report: Report): ElasticType | null {
  if (!keys.type) return null;
  const { text, span } = keys.type.value;
  const supported = SUPPORTED.find((type) => type === text);
  if (supported) {
    reportForeignKeys(rule, supported, report);
    reportLanguage(keys, report);
    return supported;
  }
  if (UNSUPPORTED.some((type) => type === text)) {
    report.error("unsupported-type", span, `rules of type ${quote(text)} are not supported`);
  } else {
    const known = [...SUPPORTED, ...UNSUPPORTED];
    const message = `type: expected ${oneOfThese(known)}, found ${quote(text)}`;
    report.error("invalid-value", span, message, didYouMean(text, known));
  }
  return null;
}

function reportLanguage(keys: ElasticKeys, report: Report): void {
  if (!keys.language || keys.language.value.text === "kuery") return;
  const { text, span } = keys.language.value;
  if (LANGUAGES.some((language) => language === text)) {
    report.error("unsupported-language", span, `queries in ${quote(text)} are not supported`);
    return;
  }
  const message = `language: expected ${oneOfThese(LANGUAGES)}, found ${quote(text)}`;
  report.error("invalid-value", span, message, didYouMean(text, LANGUAGES));
}

function reportForeignKeys(rule: ObjectTree, type: ElasticType, report: Report): void {
  for (const [key, owner] of Object.entries(OWNER_OF_KEY)) {
    const entry = entryOf(rule, key);
    if (owner === type || !entry || isEmpty(entry.value)) continue;
    report.error("unknown-key", entry.keySpan, `the key "${key}" is for rules of type "${owner}", this is "${type}"`);
  }
}
