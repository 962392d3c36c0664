/**
 * A piece of text that diagnostics can point into. A query sits inside a rule file: `container` says
 * where each of its characters stands there, so that an error names the line of the file.
 */
export interface Source {
  readonly name: string;
  readonly text: string;
  readonly container?: Container;
}

export interface Container {
  readonly source: Source;
  /** `offsets[i]` is where `text[i]` begins in the container; one more entry marks the end. */
  readonly offsets: readonly number[];
}

export function source(name: string, text: string): Source {
  return { name, text };
}

/** A source inside another one. `offsets` has `text.length + 1` entries. */
export function embedded(outer: Source, text: string, offsets: readonly number[]): Source {
  return { name: outer.name, text, container: { source: outer, offsets } };
}

/** Offset in the outermost file of an offset in this text. */
export function outermost(inner: Source, offset: number): { source: Source; offset: number } {
  let at: { source: Source; offset: number } = { source: inner, offset };
  while (at.source.container) {
    const { source: outer, offsets } = at.source.container;
    const last = offsets.length - 1;
    at = { source: outer, offset: offsets[Math.min(at.offset, last)] ?? 0 };
  }
  return at;
}
