/** What the scanner saw of one JSON value, besides its end. */
export interface Shape {
  /**
   * Four offsets for each member of the outermost object, from the value's first byte: the key's opening quote, the byte
   * after its closing quote, the byte after the colon, the comma or brace that ends the member.
   */
  readonly marks: readonly number[];
  /** How deep it nests: 1 for an object of scalars, 0 for a scalar. */
  readonly deepest: number;
  /** More members than `MOST_MEMBERS`: `marks` is cut. */
  readonly tooManyMembers: boolean;
  /** Some string holds a `\u` escape. */
  readonly unicodeEscapes: boolean;
  /** Line breaks stand between its tokens. */
  readonly lineBreaks: boolean;
}

/** A CloudTrail record has about 40 fields; more than this is an attack on memory. */
export const MOST_MEMBERS = 1000;
