import { type OpenLocal, withApi } from "./api-connect.ts";
import { EXIT } from "./exit-code.ts";

/** `trailhound alerts comment`: see docs/alerts-comment.md. */
export async function runAlertsComment(
  id: string,
  text: string,
  options: { readonly data: string },
  openLocal: OpenLocal,
): Promise<void> {
  const { number } = await withApi({ directory: options.data, access: "write", openLocal }, (client) =>
    client.comment(id, text),
  );
  process.stdout.write(`comment ${number} added\n`);
  process.exitCode = EXIT.done;
}
