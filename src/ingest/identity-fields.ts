import { IDENTITY_COLUMNS, type IdentityColumn, identityColumns } from "../catalog/identity-columns.ts";
import { deriveIdentity } from "../catalog/identity-texts.ts";
import { isMissingText } from "../catalog/record/prune.ts";
import type { Interned } from "../parquet/interned.ts";
import { OPEN_OBJECT, QUOTE } from "./byte.ts";
import { MARKS, RecordScanner } from "./record-scanner.ts";

const NULL = -1;
const MOST_DEPTH = 100;
const MOST_MEMBERS = 64;

const column = (name: IdentityColumn) => IDENTITY_COLUMNS.indexOf(name);

/** Fields whose text is a column, by the object that they stand in; DECIDED_ELSEWHERE: their rules are left to the slow way. */
const DECIDED_ELSEWHERE = -2;
const INNER = -3;
const UNUSUAL = -1;
const IDENTITY: ReadonlyMap<string, number> = new Map([
  ["type", column("identity_type")],
  ["arn", column("identity_arn")],
  ["principalId", column("identity_principal_id")],
  ["accountId", column("identity_account")],
  ["accessKeyId", column("identity_access_key")],
  ["userName", column("identity_user_name")],
  ["invokedBy", column("identity_invoked_by")],
  ["aRN", DECIDED_ELSEWHERE],
  ["onBehalfOf", DECIDED_ELSEWHERE],
  ["sessionContext", INNER],
]);
const CONTEXT: ReadonlyMap<string, number> = new Map([["sessionIssuer", INNER]]);
const ISSUER: ReadonlyMap<string, number> = new Map([
  ["type", column("issuer_type")],
  ["arn", column("issuer_arn")],
  ["principalId", column("issuer_principal_id")],
  ["accountId", column("issuer_account")],
  ["userName", column("issuer_user_name")],
]);
const LEVELS = [IDENTITY, CONTEXT, ISSUER];

/** Derives the columns of IDENTITY_COLUMNS from the text of a userIdentity, without parsing it when it is as CloudTrail writes it. */
export class IdentityFields {
  /** In the order of IDENTITY_COLUMNS. */
  readonly #values: readonly Interned[];
  readonly #scanner = new RecordScanner(MOST_DEPTH, MOST_MEMBERS);
  readonly #from = new Int32Array(IDENTITY_COLUMNS.length);
  readonly #to = new Int32Array(IDENTITY_COLUMNS.length);

  constructor(values: readonly Interned[]) {
    this.#values = values;
  }

  /** Writes the number of each value, or -1, to `numbers` from `at` on. */
  derive(identity: Buffer, numbers: Int32Array, at: number): void {
    this.#from.fill(0);
    if (this.#find(identity)) this.#deriveFound(identity, numbers, at);
    else this.#deriveParsed(identity, numbers, at);
  }

  /** Finds the fields of the identity, its session's issuer included. False when it is not as usual. */
  #find(bytes: Buffer): boolean {
    this.#scanner.load(bytes);
    let inner: number | null = 0;
    for (const fields of LEVELS) {
      if (inner !== null) inner = this.#findIn(bytes, inner, fields);
      if (inner === UNUSUAL) return false;
    }
    return true;
  }

  /** Notes the fields of the object at `from`. The offset of the object inside it that is looked at next; null: none; or UNUSUAL. */
  #findIn(bytes: Buffer, from: number, fields: ReadonlyMap<string, number>): number | null {
    const scanner = this.#scanner;
    if (scanner.scan(from) === -1 || scanner.escapes || scanner.spaces) return UNUSUAL;
    const { marks } = scanner;
    let inner: number | null = null;
    for (let i = 0; i < scanner.members * MARKS; i += MARKS) {
      const field = fields.get(bytes.toString("latin1", (marks[i] as number) + 1, (marks[i + 1] as number) - 1));
      const start = marks[i + 2] as number;
      if (field === undefined) continue;
      if (field === INNER) {
        if (inner !== null || bytes[start] !== OPEN_OBJECT) return UNUSUAL;
        inner = start;
      } else if (field === DECIDED_ELSEWHERE || bytes[start] !== QUOTE || this.#from[field] !== 0) return UNUSUAL;
      else {
        this.#from[field] = start + 1;
        this.#to[field] = (marks[i + 3] as number) - 1;
      }
    }
    return inner;
  }

  #deriveFound(bytes: Buffer, numbers: Int32Array, at: number): void {
    for (let i = 0; i < IDENTITY_COLUMNS.length; i++) {
      const from = this.#from[i] as number;
      numbers[at + i] = from === 0 ? NULL : this.#valuesAt(i).number(bytes, from, this.#to[i] as number);
    }
    const derived = deriveIdentity({
      type: this.#text(bytes, TYPE),
      arn: this.#text(bytes, ARN),
      userName: this.#text(bytes, USER_NAME),
      invokedBy: this.#text(bytes, INVOKED_BY),
      accountId: this.#text(bytes, ACCOUNT),
      issuerArn: this.#text(bytes, ISSUER_ARN),
      issuerUserName: this.#text(bytes, ISSUER_USER_NAME),
    });
    numbers[at + SESSION] = this.#number(SESSION, derived.sessionName);
    numbers[at + ROLE] = this.#number(ROLE, derived.roleName);
    numbers[at + NAME] = this.#number(NAME, derived.userName);
    numbers[at + ACTOR] = this.#number(ACTOR, derived.actor);
  }

  #deriveParsed(identity: Buffer, numbers: Int32Array, at: number): void {
    const texts = identityColumns(identity.toString());
    for (const [i, name] of IDENTITY_COLUMNS.entries()) numbers[at + i] = this.#number(i, texts.get(name));
  }

  #text(bytes: Buffer, field: number): string | undefined {
    const from = this.#from[field] as number;
    if (from === 0) return undefined;
    const text = bytes.toString("utf8", from, this.#to[field]);
    return isMissingText(text) ? undefined : text;
  }

  #number(index: number, text: string | undefined): number {
    return text === undefined ? NULL : this.#valuesAt(index).numberOfText(text);
  }

  #valuesAt(index: number): Interned {
    return this.#values[index] as Interned;
  }
}

const TYPE = column("identity_type");
const ARN = column("identity_arn");
const USER_NAME = column("identity_user_name");
const INVOKED_BY = column("identity_invoked_by");
const ACCOUNT = column("identity_account");
const ISSUER_ARN = column("issuer_arn");
const ISSUER_USER_NAME = column("issuer_user_name");
const SESSION = column("session_name");
const ROLE = column("role_name");
const NAME = column("user_name");
const ACTOR = column("actor");
