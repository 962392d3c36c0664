import type { Session } from "../../driver/duckdb.ts";
import type { Rule } from "../../rule/rule.ts";

/** A rule as it is being run. */
export interface LiveRule {
  readonly rule: Rule;
  /** Of what decides its alerts: another version has another. */
  readonly hash: string;
  /** Event time from which on alerts are made by this version, epoch ms; null: all. Earlier ones stay as they are. */
  readonly activeFrom: number | null;
  /** Events that came later than the rule's allowance, of all versions. */
  readonly tooLate: number;
}

export interface StoredVersion {
  readonly hash: string;
  readonly activeFrom: number | null;
  readonly tooLate: number;
}

export async function readVersions(session: Session): Promise<ReadonlyMap<string, StoredVersion>> {
  const rows = await session.all("SELECT rule, hash, active_from, too_late FROM state.live_rules");
  return new Map(
    rows.map((row) => {
      const from = row["active_from"];
      const activeFrom = typeof from === "number" ? from : null;
      return [String(row["rule"]), { hash: String(row["hash"]), activeFrom, tooLate: Number(row["too_late"]) }];
    }),
  );
}

/** A rule as the rule book gives it. */
export interface RuleVersion {
  readonly rule: Rule;
  readonly hash: string;
}

/**
 * The rules that are to run. A version that ran before goes on. Another one, and a rule that is new, makes alerts from
 * `now` on: what was judged before stays as it is (a backtest says what the new version would have made of it).
 */
export function adopted(
  versions: readonly RuleVersion[],
  before: ReadonlyMap<string, StoredVersion>,
  now: number | null,
): readonly LiveRule[] {
  return versions.map(({ rule, hash }) => {
    const known = before.get(rule.id);
    const activeFrom = known?.hash === hash ? known.activeFrom : now;
    return { rule, hash, activeFrom, tooLate: known?.tooLate ?? 0 };
  });
}

/** The rules that run from now on; a rule that is not among them begins anew when it comes back. Part of a transaction. */
export async function writeVersions(session: Session, rules: readonly LiveRule[]): Promise<void> {
  await session.run("DELETE FROM state.live_rules");
  for (const { rule, hash, activeFrom, tooLate } of rules)
    await session.run("INSERT INTO state.live_rules VALUES (?, ?, ?, ?)", [rule.id, hash, activeFrom, tooLate]);
}

/** Part of a transaction. */
export async function addTooLate(session: Session, rule: string, count: number): Promise<void> {
  if (count > 0) await session.run("UPDATE state.live_rules SET too_late = too_late + ? WHERE rule = ?", [count, rule]);
}
