import type { Predicate } from "../../../ir/expr.ts";
import type { Vocabulary } from "../../../ir/vocabulary.ts";
import type { Languages } from "../../languages.ts";
import type { Method } from "../../rule.ts";
import type { Read } from "../keys.ts";
import type { Report } from "../report.ts";
import type { ELASTIC_KEYS } from "./elastic-keys.ts";
import type { ExceptionBook } from "./exception-book.ts";

export type ElasticKeys = Read<typeof ELASTIC_KEYS>;

/** What every part of an Elastic rule is read with. */
export interface ElasticContext {
  readonly languages: Languages;
  readonly vocabulary: Vocabulary;
  readonly exceptions: ExceptionBook;
  /** Epoch ms; exception items that expired before are left out. Null: none has expired. */
  readonly now: number | null;
  readonly report: Report;
}

/** The method, once there is a predicate: each is checked whatever becomes of the other. */
export type MethodOf = (predicate: Predicate) => Method;
