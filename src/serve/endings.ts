import { isoTime } from "../alert/iso-time.ts";
import type { OwnSuppression } from "../alert/suppression/own-suppression.ts";
import type { Log } from "./log.ts";
import type { RuleSet } from "./rule-book/rule-set.ts";

/** A suppression or an exception, as far as its end goes. */
interface Ending {
  readonly what: "suppression" | "exception";
  /** Of a suppression its id, of an exception in a rule its name. */
  readonly name: string;
  /** Epoch ms; null: never. */
  readonly ends: number | null;
  /** For the log. */
  readonly about: Readonly<Record<string, string | null>>;
}

/** Says once of each suppression and exception that it has ended by the clock. What was in the files at the start is said there. */
export class Endings {
  readonly #log: Log;
  #said: ReadonlySet<string>;

  constructor(atStart: RuleSet, log: Log, now: number) {
    this.#log = log;
    this.#said = new Set(endingsOf(atStart, []).filter(hasEnded(now)).map(keyOf));
  }

  /** `stored`: those that came by the API. */
  look(book: RuleSet, stored: readonly OwnSuppression[], now: number): void {
    const ended = new Map(
      endingsOf(book, stored)
        .filter(hasEnded(now))
        .map((each) => [keyOf(each), each]),
    );
    for (const [key, { what, name, ends, about }] of ended) {
      const expires = ends === null ? null : isoTime(ends);
      if (!this.#said.has(key)) this.#log("warn", `${what} has ended`, { [what]: name, ...about, expires });
    }
    this.#said = new Set(ended.keys());
  }
}

function hasEnded(now: number): (ending: Ending) => boolean {
  return ({ ends }) => ends !== null && ends <= now;
}

function keyOf({ what, name, ends, about }: Ending): string {
  return JSON.stringify([what, name, ends, about["rule"]]);
}

function endingsOf({ own, suppressions, rules }: RuleSet, stored: readonly OwnSuppression[]): readonly Ending[] {
  return [
    ...[...own, ...stored].map(({ id, appliesTo, owner, expires, file }): Ending => {
      const what = appliesTo === "alerts" ? "suppression" : "exception";
      return { what, name: id, ends: expires === null ? null : Date.parse(expires), about: { owner, file } };
    }),
    ...suppressions.map(({ id, to }): Ending => ({ what: "suppression", name: id, ends: to, about: {} })),
    ...rules.flatMap(({ id, exceptions, source }) =>
      exceptions.map(
        ({ name, expires }): Ending => ({
          what: "exception",
          name,
          ends: expires,
          about: { rule: id, file: source.name },
        }),
      ),
    ),
  ];
}
