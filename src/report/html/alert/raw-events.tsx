import type { JSX } from "preact";
import { numberText } from "../../count-text.ts";
import type { AlertView } from "../report-view.ts";
import { Fold } from "../text/part.tsx";
import { rawTexts } from "./raw-texts.ts";

/** The records as the log has them, as far as the report has room for them. */
export function RawEvents({ view }: { readonly view: AlertView }): JSX.Element | null {
  const { alert, records, limits } = view;
  if (alert.events.total === 0) return null;
  const texts = rawTexts(records, limits.rawText);
  const left = alert.events.total - texts.length;
  return (
    <Fold title={`Raw events (${numberText(texts.length)} of ${numberText(alert.events.total)})`} class="raw-events">
      {texts.map((text, index) => (
        <pre class="raw" key={index}>
          {text}
        </pre>
      ))}
      {left > 0 && (
        <p class="muted small">{`${numberText(left)} more are not shown here: the searches above print them.`}</p>
      )}
    </Fold>
  );
}
