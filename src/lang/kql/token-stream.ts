import type { Span } from "../../source/span.ts";
import { adviseOn } from "./advice.ts";
import type { Reporter } from "./reporter.ts";
import { describeToken, type Token } from "./token.ts";

const NOWHERE = -1;

/** A place among the tokens, and the errors that stand there. */
export class TokenStream {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #reporter: Reporter;
  #at = 0;
  #lastFault = NOWHERE;

  constructor(text: string, tokens: readonly Token[], reporter: Reporter) {
    this.#text = text;
    this.#tokens = tokens;
    this.#reporter = reporter;
  }

  get current(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", span: { start: this.#text.length, end: this.#text.length } };
  }

  get previous(): Token | undefined {
    return this.#tokens[this.#at - 1];
  }

  is(...kinds: readonly Token["kind"][]): boolean {
    return kinds.includes(this.current.kind);
  }

  /** The current token, left behind. */
  take(): Token {
    const token = this.current;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  takeIf(kind: Token["kind"]): boolean {
    const found = this.is(kind);
    if (found) this.take();
    return found;
  }

  /** From `start` to the end of the token before this one. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.previous?.span.end ?? start) };
  }

  /** "expected ..., found ...", once a token, and not for a token that the lexer has reported. */
  fail(expected: string): void {
    const found = this.current;
    if (!this.#isNewFault(found)) return;
    const message = `expected ${expected}, found ${describeToken(found, this.#text)}`;
    this.#reporter.error("syntax", message, found.span, adviseOn(this.#text, this.previous, found));
  }

  /** The text ended while this bracket was open. */
  failUnclosed(opener: Token): void {
    if (!this.#isNewFault(this.current)) return;
    this.#reporter.error("syntax", `this \`${opener.kind}\` is never closed`, opener.span);
  }

  /** Goes on to the next operator, closing bracket or end that is not inside another pair of brackets. */
  skip(): void {
    for (let depth = 0; !this.is("end"); this.take()) {
      if (depth === 0 && this.is("and", "or", ")", "}")) break;
      if (this.is("(", "{")) depth++;
      if (this.is(")", "}")) depth--;
    }
    if (this.is("end")) this.#lastFault = this.current.span.start;
  }

  #isNewFault(token: Token): boolean {
    const fresh = token.span.start > this.#lastFault && token.kind !== "broken";
    this.#lastFault = Math.max(this.#lastFault, token.span.start);
    return fresh;
  }
}
