import { randomBytes } from "node:crypto";
import { recordAudit } from "../alert/store/audit.ts";
import type { AlertDesk, StoredAlert } from "../alert/store/stored-alert.ts";
import { compileOwn } from "../alert/suppression/compile-own.ts";
import type { CompiledOwn, Suppression } from "../alert/suppression/compiled-own.ts";
import type { OwnSuppression } from "../alert/suppression/own-suppression.ts";
import { previewSuppression } from "../alert/suppression/preview.ts";
import type { ListedSuppression, SuppressionDesk, SuppressionDraft } from "../api/backend.ts";
import { queryProblems } from "../api/query-problems.ts";
import { SuppressionRefused } from "../api/refused.ts";
import type { Session } from "../driver/duckdb.ts";
import { previewException } from "../engine/backtest/preview-exception.ts";
import { storedSignals } from "../engine/backtest/stored-signals.ts";
import type { Lake } from "../lake/lake.ts";
import type { Rule } from "../rule/rule.ts";
import { codeFrame } from "../source/code-frame.ts";
import { committed } from "./committed.ts";

export interface SuppressionDeskOptions {
  readonly lake: () => Lake;
  readonly desk: () => AlertDesk;
  /** Of files. */
  readonly ofFiles: () => readonly OwnSuppression[];
  /** The rules that run, without what suppressions exclude from them, and all suppressions in force. */
  readonly rules: () => readonly Rule[];
  readonly inForce: () => readonly Suppression[];
  readonly now: () => number;
  /** After a suppression came or went: makes it count. */
  readonly onChange: () => Promise<void>;
}

const MOST_STORED = 1_000;

export function openSuppressionDesk(options: SuppressionDeskOptions): SuppressionDesk {
  const { lake, now, onChange } = options;
  return {
    list: async () => [
      ...options.ofFiles().map((suppression) => ({ suppression, created: null })),
      ...(await lake().database.connected(readStored)),
    ],
    create: async (draft, actor) => {
      const id = `api-${randomBytes(6).toString("hex")}`;
      const suppression: OwnSuppression = { ...draft, id, file: null };
      compiled(suppression);
      const created = { at: now(), by: actor };
      await lake().writes.transaction(async (session) => {
        if ((await readStored(session)).length >= MOST_STORED)
          throw new SuppressionRefused(
            `there are ${MOST_STORED} suppressions of the API already: remove some, or use files`,
          );
        await session.run("INSERT INTO state.suppressions VALUES (?, ?, ?, ?)", [
          id,
          JSON.stringify(suppression),
          created.at,
          actor,
        ]);
        await record(session, "suppression_created", suppression, created);
      });
      await onChange();
      return { suppression, created };
    },
    remove: async (id, actor) => {
      if (options.ofFiles().some((each) => each.id === id))
        throw new SuppressionRefused(`${id} stands in a file: it is removed there`);
      const found = await lake().writes.transaction(async (session) => {
        const stored = (await readStored(session)).find(({ suppression }) => suppression.id === id);
        if (stored === undefined) return false;
        await session.run("DELETE FROM state.suppressions WHERE id = ?", [id]);
        await record(session, "suppression_removed", stored.suppression, { at: now(), by: actor });
        return true;
      });
      if (found) await onChange();
      return found;
    },
    preview: (draft) => preview(draft, options),
  };
}

async function preview(draft: SuppressionDraft, { lake, desk, rules, inForce }: SuppressionDeskOptions) {
  const own = compiled({ ...draft, id: "draft", file: null });
  if (own.appliesTo === "alerts")
    return previewSuppression(own, allAlerts(desk()), storedSignals(rules(), committed(lake())));
  const range = { from: null, to: null };
  const { failed, ...found } = await previewException(own, allAlerts(desk()), {
    lake: committed(lake()),
    rules: rules(),
    range,
    suppressions: inForce(),
  });
  const [first] = failed;
  if (first !== undefined)
    throw new SuppressionRefused(`${first.rule.id} cannot be evaluated with it: ${first.reason}`);
  return found;
}

const PAGE = 500;

/** Current ones, hidden or not. */
async function* allAlerts(desk: AlertDesk): AsyncGenerator<StoredAlert> {
  let cursor: string | undefined;
  do {
    const { alerts, next } = await desk.list({
      sort: "time",
      descending: true,
      limit: PAGE,
      with: ["suppressed"],
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* alerts;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

function compiled(draft: OwnSuppression): CompiledOwn {
  const { suppression, diagnostics } = compileOwn(draft);
  if (suppression !== null) return suppression;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new SuppressionRefused(errors.map(codeFrame).join("\n"), queryProblems(errors));
}

/** Those that came by the API, oldest first. */
export async function readStored(session: Session): Promise<readonly ListedSuppression[]> {
  const rows = await session.all("SELECT doc, created_at, created_by FROM state.suppressions ORDER BY created_at, id");
  return rows.map((row) => ({
    suppression: JSON.parse(String(row["doc"])) as OwnSuppression,
    created: { at: Number(row["created_at"]), by: String(row["created_by"]) },
  }));
}

function record(
  session: Session,
  action: string,
  { id, appliesTo, query, reason, expires }: OwnSuppression,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  return recordAudit(session, [
    { at, actor: by, action, subject: id, detail: { applies_to: appliesTo, query, reason, expires } },
  ]);
}
