import { actor, sourceIp } from "../catalog/derive.ts";
import { IDENTITY_COLUMNS } from "../catalog/identity-columns.ts";
import type { TextColumn } from "../parquet/text-column.ts";
import type { EventColumns } from "./event-columns.ts";
import { IdentityMemo } from "./identity-memo.ts";
import { Translation } from "./translation.ts";

const NULL = -1;
const ACTOR = IDENTITY_COLUMNS.indexOf("actor");
const USER_NAME = IDENTITY_COLUMNS.indexOf("user_name");
const IDENTITY_ACCOUNT = IDENTITY_COLUMNS.indexOf("identity_account");
/** Columns that the identity decides alone. */
const OF_IDENTITY = IDENTITY_COLUMNS.flatMap((name, index) =>
  index === ACTOR || index === USER_NAME ? [] : [{ name, index }],
);

/**
 * Columns that follow, value by value, from the columns of identities, addresses and recipients. They are filled when a row
 * group is complete: a value that is worked out once serves all rows that have it.
 */
export class NumberedColumns {
  readonly #columns: EventColumns;
  readonly #memo: IdentityMemo;
  readonly #ip: Translation;
  readonly #account: Translation;
  readonly #identityAccount: Translation;
  readonly #actor: Translation;
  readonly #lastAccounts = new Map<number, string>();

  constructor(columns: EventColumns) {
    this.#columns = columns;
    this.#memo = new IdentityMemo(columns.text("user_identity"), (name) => columns.text(name));
    const recipients = columns.text("recipient_account");
    const accounts = columns.text("account");
    this.#ip = textual(columns.text("source_address"), columns.text("source_ip"), (text) =>
      sourceIp({ sourceIPAddress: text }),
    );
    this.#account = textual(recipients, accounts, (text) => text);
    this.#identityAccount = textual(columns.text("identity_account"), accounts, (text) => text);
    this.#actor = textual(recipients, columns.text("actor"), (text) => actor({ recipientAccountId: text }));
  }

  /** The account of a row that has neither recipientAccountId nor userIdentity.accountId. */
  lastAccount(row: number, account: string): void {
    this.#lastAccounts.set(row, account);
  }

  complete(rows: number): void {
    const identities = this.#columns.text("user_identity");
    const memo = this.#memo;
    memo.complete();
    for (const { name, index } of OF_IDENTITY) {
      const column = this.#columns.text(name);
      for (let row = 0; row < rows; row++) column.setNumber(row, memo.numberOf(identities.numberOf(row), index));
    }
    this.#completeAddresses(rows);
    this.#completeNames(rows, identities);
    this.#completeAccounts(rows, identities);
  }

  #completeAddresses(rows: number): void {
    const addresses = this.#columns.text("source_address");
    const ips = this.#columns.text("source_ip");
    for (let row = 0; row < rows; row++) ips.setNumber(row, this.#ip.of(addresses.numberOf(row)));
  }

  #completeNames(rows: number, identities: TextColumn): void {
    const outcomes = this.#columns.text("outcome");
    const names = this.#columns.text("user_name");
    const success = outcomes.values.numberOfText("success");
    for (let row = 0; row < rows; row++) {
      if (outcomes.numberOf(row) === NULL) outcomes.setNumber(row, success);
      if (names.numberOf(row) === NULL) names.setNumber(row, this.#memo.numberOf(identities.numberOf(row), USER_NAME));
    }
  }

  /** recipientAccountId, else userIdentity.accountId, else awsAccountId; the actor of an event without identity is its recipient. */
  #completeAccounts(rows: number, identities: TextColumn): void {
    const recipients = this.#columns.text("recipient_account");
    const accounts = this.#columns.text("account");
    const actors = this.#columns.text("actor");
    for (let row = 0; row < rows; row++) {
      const recipient = recipients.numberOf(row);
      const identity = identities.numberOf(row);
      const own = this.#memo.numberOf(identity, ACTOR);
      actors.setNumber(row, own === NULL ? this.#actor.of(recipient) : own);
      if (recipient !== NULL) accounts.setNumber(row, this.#account.of(recipient));
      else this.#setOtherAccount(row, accounts, this.#memo.numberOf(identity, IDENTITY_ACCOUNT));
    }
  }

  #setOtherAccount(row: number, accounts: TextColumn, identityAccount: number): void {
    if (identityAccount !== NULL) accounts.setNumber(row, this.#identityAccount.of(identityAccount));
    else accounts.setText(row, this.#lastAccounts.get(row));
  }

  clear(): void {
    for (const each of [this.#ip, this.#account, this.#identityAccount, this.#actor]) each.clear();
    this.#memo.clear();
    this.#lastAccounts.clear();
  }
}

function textual(from: TextColumn, to: TextColumn, change: (text: string) => string | undefined): Translation {
  return new Translation(from, (value) => {
    const text = change(value.toString());
    return text === undefined ? NULL : to.values.numberOfText(text);
  });
}
