import { outermost, type Source } from "../source/source.ts";

export type Locator = (
  inner: Source,
  offset: number,
) => { readonly file: string; readonly line: number; readonly column: number };

/** As `locate`, for many places of the same large file: its lines are looked up once. */
export function createLocator(): Locator {
  const starts = new Map<Source, readonly number[]>();
  return (inner, innerOffset) => {
    const { source, offset } = outermost(inner, innerOffset);
    const lines = starts.get(source) ?? lineStarts(source.text);
    starts.set(source, lines);
    const line = lastAtMost(lines, offset);
    return { file: source.name, line: line + 1, column: offset - (lines[line] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Position of the last number that is not above the limit, in an ascending list that begins with 0. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
