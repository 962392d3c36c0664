/** A `serve` that did what it must not do; the message is a sentence. */
export class Misbehaviour extends Error {}
