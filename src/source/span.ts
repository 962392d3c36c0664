/** A range of a source's text, `[start, end)`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** For what no text stands behind: values that a vocabulary adds. */
export const nowhere: Span = { start: 0, end: 0 };

export function span(start: number, end: number): Span {
  return { start, end };
}

export function cover(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
