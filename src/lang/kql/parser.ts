import type { CompareOperator } from "../../ir/expr.ts";
import type { Span } from "../../source/span.ts";
import type { FieldName, Query, Value, Values } from "./ast.ts";
import { tokenize } from "./lexer.ts";
import { MOST_NESTING, MOST_TEXT, MOST_VALUES } from "./limits.ts";
import type { Reporter } from "./reporter.ts";
import { strayKeyword } from "./stray-keyword.ts";
import type { QuotedToken, Token, UnquotedToken } from "./token.ts";
import { TokenStream } from "./token-stream.ts";
import { patternLimit, toFieldName, toValue } from "./value.ts";

/**
 * The query behind the text. Faults go to the reporter, and the query then has holes.
 * Throws DiagnosticError, already reported, at a limit.
 */
export function parse(text: string, reporter: Reporter): Query {
  if (text.length > MOST_TEXT) {
    const span = { start: MOST_TEXT, end: text.length };
    reporter.abandon("limit", `a query has at most ${MOST_TEXT} characters, this one has ${text.length}`, span);
  }
  return new Parser(text, reporter).query();
}

class Parser {
  readonly #text: string;
  readonly #reporter: Reporter;
  readonly #tokens: TokenStream;
  #depth = 0;
  #values = 0;

  constructor(text: string, reporter: Reporter) {
    this.#text = text;
    this.#reporter = reporter;
    this.#tokens = new TokenStream(text, tokenize(text, reporter), reporter);
  }

  /** query = or? end */
  query(): Query {
    if (this.#tokens.is("end")) return this.#hole();
    const query = this.#or();
    while (!this.#tokens.is("end")) {
      this.#tokens.fail("`and`, `or` or the end of the query");
      if (!this.#tokens.takeIf(")") && !this.#tokens.takeIf("}")) this.#tokens.skip();
      this.#continue(() => this.#or());
    }
    return query;
  }

  /** or = and ("or" and)* */
  #or(): Query {
    return this.#chain<Query>(
      "or",
      () => this.#and(),
      (operands, span) => ({ kind: "or", operands, span }),
    );
  }

  /** and = not ("and" not)* */
  #and(): Query {
    return this.#chain<Query>(
      "and",
      () => this.#not(),
      (operands, span) => ({ kind: "and", operands, span }),
    );
  }

  /** not = "not" sub | sub */
  #not(): Query {
    const { start } = this.#tokens.current.span;
    if (!this.#tokens.takeIf("not")) return this.#sub();
    return { kind: "not", operand: this.#sub(), span: this.#tokens.spanFrom(start) };
  }

  /** sub = "(" or ")" | nested | expression */
  #sub(): Query {
    if (this.#tokens.is("(")) return this.#enclosed(")", () => this.#or());
    const text = this.#takeText();
    if (text) return this.#expression(text);
    this.#miss("a field or a value");
    return this.#hole();
  }

  /**
   * nested = field ":" "{" or "}"
   * expression = field range | field ":" list | value
   */
  #expression(first: QuotedToken | UnquotedToken): Query {
    const { kind } = this.#tokens.current;
    if (kind === "<" || kind === "<=" || kind === ">" || kind === ">=") return this.#range(first, kind);
    if (kind !== ":") {
      const value = this.#toValue(first);
      return { kind: "term", value, span: value.span };
    }
    const field = this.#toFieldName(first);
    this.#tokens.take();
    const { start } = field.span;
    if (this.#tokens.is("{")) {
      const query = this.#enclosed("}", () => this.#or());
      return { kind: "nested", field, query, span: this.#tokens.spanFrom(start) };
    }
    return { kind: "match", field, values: this.#list(), span: this.#tokens.spanFrom(start) };
  }

  /** range = ("<" | "<=" | ">" | ">=") value */
  #range(name: QuotedToken | UnquotedToken, operator: CompareOperator): Query {
    const field = this.#toFieldName(name);
    this.#tokens.take();
    const value = this.#value();
    return { kind: "range", field, operator, value, span: this.#tokens.spanFrom(field.span.start) };
  }

  /** list = "(" or_list ")" | value */
  #list(): Values {
    return this.#tokens.is("(") ? this.#enclosed(")", () => this.#orList()) : this.#value();
  }

  /** or_list = and_list ("or" and_list)* */
  #orList(): Values {
    return this.#chain<Values>(
      "or",
      () => this.#andList(),
      (operands, span) => ({ kind: "or_values", operands, span }),
    );
  }

  /** and_list = not_list ("and" not_list)* */
  #andList(): Values {
    return this.#chain<Values>(
      "and",
      () => this.#notList(),
      (operands, span) => ({ kind: "and_values", operands, span }),
    );
  }

  /** not_list = "not" list | list */
  #notList(): Values {
    const { start } = this.#tokens.current.span;
    if (!this.#tokens.takeIf("not")) return this.#list();
    return { kind: "not_values", operand: this.#list(), span: this.#tokens.spanFrom(start) };
  }

  /** value = quoted | unquoted */
  #value(): Value {
    const text = this.#takeText();
    if (text) return this.#toValue(text);
    this.#miss("a value");
    return { kind: "literal", value: "", quoted: true, span: this.#tokens.current.span };
  }

  #toValue(token: QuotedToken | UnquotedToken): Value {
    this.#values++;
    if (this.#values > MOST_VALUES) {
      this.#reporter.abandon("limit", `a query has at most ${MOST_VALUES} values`, token.span);
    }
    this.#checkUnquoted(token, strayKeyword(this.#text.slice(token.span.start, token.span.end)));
    return toValue(token);
  }

  #toFieldName(token: QuotedToken | UnquotedToken): FieldName {
    this.#checkUnquoted(token, undefined);
    return toFieldName(token);
  }

  #checkUnquoted(token: QuotedToken | UnquotedToken, stray: string | undefined): void {
    if (token.kind === "quoted") return;
    const limit = patternLimit(token.parts);
    if (limit !== undefined) this.#reporter.abandon("limit", limit, token.span);
    if (stray === undefined) return;
    const hint = "if it is meant as text, put the value in double quotes";
    this.#reporter.warning("normalised", `\`${stray}\` is text here, not an operator`, token.span, hint);
  }

  #takeText(): QuotedToken | UnquotedToken | undefined {
    const token = this.#tokens.current;
    if (token.kind !== "quoted" && token.kind !== "unquoted") return undefined;
    this.#tokens.take();
    return token;
  }

  /** operand (keyword operand)*, joined when there are several. */
  #chain<T>(keyword: "and" | "or", operand: () => T, join: (operands: readonly T[], span: Span) => T): T {
    const { start } = this.#tokens.current.span;
    const first = operand();
    const operands = [first];
    while (this.#tokens.takeIf(keyword)) operands.push(operand());
    return operands.length === 1 ? first : join(operands, this.#tokens.spanFrom(start));
  }

  /** What stands between the bracket here and its closing one. */
  #enclosed<T>(closer: ")" | "}", inner: () => T): T {
    const opener = this.#tokens.take();
    this.#depth++;
    if (this.#depth > MOST_NESTING) {
      this.#reporter.abandon("limit", `brackets stand at most ${MOST_NESTING} deep`, opener.span);
    }
    const result = inner();
    this.#close(opener, closer, inner);
    this.#depth--;
    return result;
  }

  /** A closing bracket of the wrong kind closes too: what follows is then read as the writer meant it. */
  #close(opener: Token, closer: ")" | "}", inner: () => unknown): void {
    while (!this.#tokens.takeIf(closer)) {
      if (this.#tokens.is("end")) {
        this.#tokens.failUnclosed(opener);
        return;
      }
      this.#tokens.fail(`\`and\`, \`or\` or \`${closer}\``);
      if (this.#tokens.takeIf(")") || this.#tokens.takeIf("}")) return;
      this.#tokens.skip();
      this.#continue(inner);
    }
  }

  /** After a fault: the rest of the chain, only for its own faults. */
  #continue(inner: () => unknown): void {
    if (this.#tokens.takeIf("and") || this.#tokens.takeIf("or")) inner();
  }

  #miss(expected: string): void {
    this.#tokens.fail(expected);
    this.#tokens.skip();
  }

  /** Stands for the empty query, and for an operand that is missing. */
  #hole(): Query {
    return { kind: "everything", span: this.#tokens.current.span };
  }
}
