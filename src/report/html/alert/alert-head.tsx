import type { JSX } from "preact";
import type { Alert } from "../../../alert/alert.ts";
import { counted } from "../../count-text.ts";
import { who } from "../../who.ts";
import { Shown } from "../text/shown.tsx";
import { Time } from "../text/time.tsx";

/** What is seen of a closed alert: severity, rule, time, sentence, who. */
export function AlertHead({ alert }: { readonly alert: Alert }): JSX.Element {
  const { rule, time, reason } = alert;
  return (
    <>
      <div class="headline">
        <span class="badge">{rule.severity}</span>
        <h3>
          <Shown text={rule.name} most={200} />
        </h3>
        <Time at={time} />
      </div>
      <p class="sentence">
        <Shown text={reason} />
      </p>
      <p class="facts">
        {factsOf(alert).map((fact) => (
          <span class="text" key={fact}>
            {fact}
          </span>
        ))}
      </p>
    </>
  );
}

function factsOf(alert: Alert): readonly string[] {
  const { events, secrets, suppressed, related } = alert;
  return [
    who(alert),
    ...(events.total === 0 ? [] : [counted(events.total, "event")]),
    ...(secrets === undefined ? [] : [counted(secrets.total, "secret")]),
    ...(suppressed === 0 ? [] : [`${counted(suppressed, "more detection")} folded in`]),
    ...(related.length === 0 ? [] : [counted(related.length, "related alert")]),
  ];
}
