import { IDENTITY_COLUMNS, type IdentityColumn } from "../catalog/identity-columns.ts";
import type { TextColumn } from "../parquet/text-column.ts";
import { IdentityFields } from "./identity-fields.ts";

const NULL = -1;
const WIDTH = IDENTITY_COLUMNS.length;

/**
 * What the identities of a row group derive to, each worked out once: a session's events share their userIdentity. For each
 * distinct userIdentity of its column and each derived column the number of the value there, or -1.
 */
export class IdentityMemo {
  readonly #identities: TextColumn;
  readonly #fields: IdentityFields;
  #numbers = new Int32Array(WIDTH * 1024);
  #known = 0;

  constructor(identities: TextColumn, columnOf: (name: IdentityColumn) => TextColumn) {
    this.#identities = identities;
    this.#fields = new IdentityFields(IDENTITY_COLUMNS.map((name) => columnOf(name).values));
  }

  /** Works out the identities that the column has by now. */
  complete(): void {
    const { values } = this.#identities;
    if (values.count * WIDTH > this.#numbers.length) {
      const larger = new Int32Array(values.count * WIDTH * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    for (; this.#known < values.count; this.#known++)
      this.#fields.derive(values.value(this.#known), this.#numbers, this.#known * WIDTH);
  }

  /** The number of the derived value in the column at `index` of IDENTITY_COLUMNS; -1 for an identity of -1 or a value that is missing. */
  numberOf(identity: number, index: number): number {
    return identity === NULL ? NULL : (this.#numbers[identity * WIDTH + index] as number);
  }

  clear(): void {
    this.#known = 0;
  }
}
