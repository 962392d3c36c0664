import type { JsonObject } from "../../util/json.ts";
import type { StoredAlert } from "../store/stored-alert.ts";
import { type CompiledOwn, concernsRule } from "./compiled-own.ts";
import type { SuppressionPreview } from "./own-suppression.ts";
import { ownHolds } from "./suppression-of.ts";

/** The signal of a stored alert; null: its rule or its events are not there any more. */
export type SignalOf = (stored: StoredAlert) => Promise<JsonObject | null>;

const MOST_STAY = 100;
/** Further ones are counted: `looked - stayTotal` is their number. */
const MOST_REMOVED = 1_000;

/**
 * What a suppression of alerts would do to the stored ones: those of its rules that are current are looked at, whether they
 * are hidden or not. `signalOf` is needed for a Datadog search. At most 1,000 that it removes are listed, the newest first.
 */
export async function previewSuppression(
  draft: CompiledOwn,
  alerts: AsyncIterable<StoredAlert>,
  signalOf: SignalOf,
): Promise<SuppressionPreview> {
  return previewBy(draft, alerts, async (stored) => {
    const signal = draft.language === "datadog" ? await signalOf(stored) : null;
    if (draft.language === "datadog" && signal === null) return false;
    return ownHolds(draft, stored.alert, () => signal ?? {});
  });
}

/** The same for any way to tell which alerts go. */
export async function previewBy(
  { rules }: Pick<CompiledOwn, "rules">,
  alerts: AsyncIterable<StoredAlert>,
  removes: (stored: StoredAlert) => Promise<boolean>,
): Promise<SuppressionPreview> {
  const [removed, stay] = [new Newest(MOST_REMOVED), new Newest(MOST_STAY)];
  for await (const stored of alerts) {
    if (stored.status !== "current" || !concernsRule({ rules }, stored.alert.rule.id)) continue;
    ((await removes(stored)) ? removed : stay).add(stored);
  }
  return {
    looked: removed.total + stay.total,
    removed: removed.listed(),
    stay: stay.listed(),
    stayTotal: stay.total,
  };
}

/** Holds so many alerts at most, however many come. */
class Newest {
  total = 0;
  readonly #most: number;
  #held: StoredAlert[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(stored: StoredAlert): void {
    this.total += 1;
    this.#held.push(stored);
    if (this.#held.length >= 2 * this.#most) this.#held = this.listed();
  }

  listed(): StoredAlert[] {
    return this.#held.sort(newestFirst).slice(0, this.#most);
  }
}

function newestFirst(a: StoredAlert, b: StoredAlert): number {
  if (a.alert.time !== b.alert.time) return a.alert.time < b.alert.time ? 1 : -1;
  return a.alert.id < b.alert.id ? -1 : 1;
}
