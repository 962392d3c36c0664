import { outcome, userName } from "../catalog/derive.ts";
import { columnText } from "../catalog/identity-columns.ts";
import { parseRaw } from "../catalog/parse-record.ts";
import { secretNames } from "../catalog/secrets.ts";
import type { BooleanColumn } from "../parquet/boolean-column.ts";
import type { TextColumn } from "../parquet/text-column.ts";
import type { TextListColumn } from "../parquet/text-list-column.ts";
import type { EventColumns } from "./event-columns.ts";
import { keyNumber } from "./known-keys.ts";
import { memberValue, partialRecord } from "./member-texts.ts";
import { NumberedColumns } from "./numbered-columns.ts";
import type { RecordMembers } from "./record-members.ts";
import { Translation } from "./translation.ts";

const NULL = -1;

const keys = (...names: readonly string[]) => names.map(keyNumber);
const READ_ONLY = keyNumber("readOnly");
const MANAGEMENT = keyNumber("managementEvent");
const SHARED = keyNumber("sharedEventID");
const RECIPIENT = keyNumber("recipientAccountId");
const ERRORS = keys("errorCode", "errorMessage");
const OUTCOME_FIELDS = keys("eventName", "errorCode", "errorMessage", "responseElements");
const USER_FIELDS = keys("eventName", "userIdentity", "additionalEventData");
const SECRET_FIELDS = keys("eventSource", "eventName", "requestParameters");

const LETTER_T = 0x74;
const LETTER_F = 0x66;

const USUAL = 0;
/** Names of events for which more than identity and errors decides, and of those that ask for secrets. */
const SIGN_IN = 1;
const USER_AUTHENTICATION = 2;
const SECRET_READ = 3;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["ConsoleLogin", SIGN_IN],
  ["UserAuthentication", USER_AUTHENTICATION],
  ...["GetParameter", "GetParameters", "GetParametersByPath", "GetParameterHistory"].map(
    (name) => [name, SECRET_READ] as const,
  ),
  ...["GetSecretValue", "BatchGetSecretValue"].map((name) => [name, SECRET_READ] as const),
]);

/**
 * The columns that are worked out of several fields, by the rules of src/catalog/derive.ts and secrets.ts. What one field
 * decides for nearly all events is filled in at the end, for all rows at once; the exceptions are set as they come.
 */
export class DerivedColumns {
  readonly #names: TextColumn;
  readonly #sources: TextColumn;
  readonly #parameters: TextColumn;
  readonly #outcome: TextColumn;
  readonly #userName: TextColumn;
  readonly #shared: TextColumn;
  readonly #readOnly: BooleanColumn;
  readonly #management: BooleanColumn;
  readonly #secrets: TextListColumn;
  readonly #special: Translation;
  readonly #numbered: NumberedColumns;
  /** By the number of requestParameters: the secrets of the last call that they came with. */
  readonly #known = new Map<number, KnownSecrets>();

  constructor(columns: EventColumns) {
    this.#names = columns.text("event_name");
    this.#sources = columns.text("event_source");
    this.#parameters = columns.text("request_parameters");
    this.#outcome = columns.text("outcome");
    this.#userName = columns.text("user_name");
    this.#shared = columns.text("shared_event_id");
    this.#readOnly = columns.boolean("read_only");
    this.#management = columns.boolean("management_event");
    this.#secrets = columns.secrets();
    this.#special = new Translation(this.#names, (value) => SPECIAL.get(value.toString()) ?? USUAL);
    this.#numbered = new NumberedColumns(columns);
  }

  /** After the record's own fields have been set in this row. */
  add(row: number, members: RecordMembers): void {
    const name = this.#names.numberOf(row);
    const special = this.#special.of(name);
    if (special === SIGN_IN || ERRORS.some((key) => members.from[key] !== 0))
      this.#outcome.setText(row, outcome(partialRecord(members, OUTCOME_FIELDS)));
    if (special === USER_AUTHENTICATION) this.#userName.setText(row, userName(partialRecord(members, USER_FIELDS)));
    this.#secrets.add(special === SECRET_READ ? this.#secretsOf(row, name, members) : []);
    setTruth(this.#readOnly, row, members, READ_ONLY);
    setTruth(this.#management, row, members, MANAGEMENT);
    if (members.restCount > 0) this.#setFromRest(row, members);
  }

  complete(rows: number): void {
    this.#numbered.complete(rows);
  }

  clear(): void {
    this.#special.clear();
    this.#numbered.clear();
    this.#known.clear();
  }

  #secretsOf(row: number, name: number, members: RecordMembers): readonly number[] {
    const parameters = this.#parameters.numberOf(row);
    if (parameters === NULL) return [];
    const source = this.#sources.numberOf(row);
    const known = this.#known.get(parameters);
    if (known?.name === name && known.source === source) return known.secrets;
    const { values } = this.#secrets;
    const secrets = secretNames(partialRecord(members, SECRET_FIELDS)).map((text) => values.numberOfText(text));
    this.#known.set(parameters, { source, name, secrets });
    return secrets;
  }

  /** Fields that are spelt or placed otherwise than usual. */
  #setFromRest(row: number, members: RecordMembers): void {
    if (!members.has(SHARED)) this.#shared.setText(row, restText(members, "sharedEventId"));
    if (members.has(RECIPIENT)) return;
    const account = restText(members, "awsAccountId");
    if (account !== undefined) this.#numbered.lastAccount(row, account);
  }
}

interface KnownSecrets {
  /** Numbers of the call's service and name. */
  readonly source: number;
  readonly name: number;
  readonly secrets: readonly number[];
}

/** Null when it is neither true nor false; a text counts as well. */
function setTruth(column: BooleanColumn, row: number, members: RecordMembers, key: number): void {
  if (!members.has(key)) return;
  const first = members.bytes[members.from[key] as number];
  if (first === LETTER_T || first === LETTER_F) column.set(row, first === LETTER_T);
  else {
    const text = columnText(memberValue(members, key))?.toLowerCase();
    if (text === "true" || text === "false") column.set(row, text === "true");
  }
}

/** The value of a field without a column of its own, as text. */
function restText({ bytes, marks, rest, restCount }: RecordMembers, key: string): string | undefined {
  for (let i = 0; i < restCount; i++) {
    const at = rest[i] as number;
    const from = (marks[at] as number) + 1;
    const to = (marks[at + 1] as number) - 1;
    if (to - from !== key.length || bytes.toString("latin1", from, to) !== key) continue;
    return columnText(parseRaw(bytes.toString("utf8", marks[at + 2], marks[at + 3])));
  }
  return undefined;
}
