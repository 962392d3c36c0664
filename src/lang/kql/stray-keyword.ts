const AT_START = /^(and|or)(?=[ \t\r\n\u00a0])/i;
const AT_END = /(?:^|[ \t\r\n\u00a0])(and|or|not)$/i;

/** The keyword at an end of unquoted text, where Kibana takes it as text: `f:x and` searches for "x and". */
export function strayKeyword(unquoted: string): string | undefined {
  return (AT_START.exec(unquoted) ?? AT_END.exec(unquoted))?.[1]?.toLowerCase();
}
