/** A string literal as the reader of its format sees it. */
export interface Decoded {
  readonly text: string;
  /** `offsets[i]` is where `text[i]` begins in the literal (quotes included); one more entry marks the end. */
  readonly offsets: readonly number[];
}

export interface DecodedWriter {
  /** Every UTF-16 unit of the text stands at the one offset. */
  readonly put: (text: string, offset: number) => void;
  readonly end: (offset: number) => Decoded;
}

export function createDecodedWriter(): DecodedWriter {
  const pieces: string[] = [];
  const offsets: number[] = [];
  return {
    put(text, offset) {
      pieces.push(text);
      for (let i = 0; i < text.length; i++) offsets.push(offset);
    },
    end(offset) {
      offsets.push(offset);
      return { text: pieces.join(""), offsets };
    },
  };
}
