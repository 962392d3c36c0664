import type { JSX } from "preact";
import type { Alert } from "../../../alert/alert.ts";
import { counted, numberText } from "../../count-text.ts";
import { Part } from "../text/part.tsx";
import { ShownList } from "../text/shown-list.tsx";

/** So many names stand open. */
const MOST_OPEN = 30;

/** Which secrets were read: successful reads only. */
export function Secrets({ alert: { secrets } }: { readonly alert: Alert }): JSX.Element | null {
  if (secrets === undefined) return null;
  const folded = secrets.names.slice(MOST_OPEN);
  const unlisted = secrets.total - secrets.names.length;
  return (
    <Part title={`${counted(secrets.total, "secret")} read`}>
      <ShownList texts={secrets.names.slice(0, MOST_OPEN)} class="names" />
      {folded.length > 0 && (
        <details>
          <summary class="small">{`${numberText(folded.length)} more names`}</summary>
          <ShownList texts={folded} class="names" />
        </details>
      )}
      {unlisted > 0 && (
        <p class="muted small">{`and ${counted(unlisted, "more name")}, which the alert does not list`}</p>
      )}
    </Part>
  );
}
