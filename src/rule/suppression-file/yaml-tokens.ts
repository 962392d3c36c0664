import { type CST, Lexer, Parser } from "yaml";

/**
 * The tokens of a YAML text; null when something is nested more than `most` deep: composing is recursive, and ends the
 * process when the stack is used up.
 */
export function yamlTokens(text: string, most: number): readonly CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Each level is two on the stack at most: a collection and what is begun in it.
    if (parser.stack.length > 2 * most) return null;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}
