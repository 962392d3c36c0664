import type { Database, Session } from "../driver/duckdb.ts";
import { inTransaction } from "./state.ts";

/** Transactions that change the state, one after the other: two that touch the same rows would make one of them fail. */
export class Writes {
  readonly #database: Database;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Waits for its turn, then runs `work` on the connection that commits parts. It must not ask for another turn. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** A transaction of its own, on a connection of its own: all of `work` or nothing of it. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.inTurn(() => this.#database.connected((session) => inTransaction(session, () => work(session))));
  }
}
