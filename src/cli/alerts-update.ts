import { printableShort } from "../alert/printable.ts";
import { CLOSE_REASONS, type CloseReason, type TriageState } from "../alert/store/stored-alert.ts";
import type { ChangeRequest } from "../api/client.ts";
import type { WireAlert } from "../api/wire/stored-alert.ts";
import { notes } from "./alerts-table.ts";
import { type OpenLocal, withApi } from "./api-connect.ts";
import { EXIT } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";

export interface AlertsUpdateOptions {
  readonly data: string;
  readonly state?: TriageState;
  readonly reason?: CloseReason;
  readonly assignee?: string;
  readonly unassign?: true;
  readonly comment?: string;
}

/** `trailhound alerts update`: see docs/alerts-update.md. */
export async function runAlertsUpdate(
  ids: readonly string[],
  options: AlertsUpdateOptions,
  openLocal: OpenLocal,
): Promise<void> {
  const change = changeOf(options);
  await withApi({ directory: options.data, access: "write", openLocal, text: "--comment" }, async (client) => {
    for (const id of ids) {
      const stored = await client.update(id, change);
      if (options.comment !== undefined) await client.comment(id, options.comment);
      process.stdout.write(`${stateLine(stored)}\n`);
    }
  });
  process.exitCode = EXIT.done;
}

function changeOf(options: AlertsUpdateOptions): ChangeRequest {
  const { state, reason, assignee, unassign } = options;
  if (state === undefined && reason === undefined && assignee === undefined && !unassign)
    throw new UsageError(
      "say what to change: --state, --assignee or --unassign (trailhound alerts comment adds a comment alone)",
    );
  if (state === "closed" && reason === undefined)
    throw new UsageError(`--state closed takes a --reason: ${CLOSE_REASONS.join(", ")}`);
  if (state !== "closed" && reason !== undefined) throw new UsageError("--reason goes with --state closed only");
  return {
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(unassign ? { assignee: null } : {}),
  };
}

const LONGEST_ID = 100;

function stateLine(stored: WireAlert): string {
  return `${printableShort(stored.alert.id, LONGEST_ID)}: ${[stored.triage.state, ...notes(stored)].join("; ")}`;
}
