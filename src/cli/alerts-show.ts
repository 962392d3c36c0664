import { safeJson } from "../alert/format/safe-json.ts";
import { alertText } from "./alerts-text.ts";
import { type OpenLocal, withApi } from "./api-connect.ts";
import { EXIT } from "./exit-code.ts";

export interface AlertsShowOptions {
  readonly data: string;
  readonly format: "text" | "json";
}

/** `trailhound alerts show`: see docs/alerts-show.md. */
export async function runAlertsShow(id: string, options: AlertsShowOptions, openLocal: OpenLocal): Promise<void> {
  const known = await withApi({ directory: options.data, access: "read", openLocal }, async (client) => {
    const stored = await client.alert(id);
    return { stored, comments: await client.comments(id), audit: await client.audit(id) };
  });
  const { isTTY, columns } = process.stdout;
  const text =
    options.format === "json"
      ? `${safeJson({ ...known.stored, comments: known.comments, audit: known.audit }, 2)}\n`
      : alertText(known, { width: isTTY ? columns : 100, colour: isTTY === true });
  process.stdout.write(text);
  process.exitCode = EXIT.done;
}
