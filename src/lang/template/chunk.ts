/** A piece of a message: Markdown of the rule's author, or a value as plain text. */
export interface Chunk {
  readonly kind: "author" | "value";
  readonly text: string;
}
