import type { JSX } from "preact";
import type { Threat, ThreatEntry } from "../../../rule/rule.ts";
import { WebLink } from "../text/web-link.tsx";

/** ATT&CK tactics and techniques with links to their pages. */
export function Threats({ threats }: { readonly threats: readonly Threat[] }): JSX.Element {
  const entries = threats.flatMap(({ tactic, techniques }) => [
    tactic,
    ...techniques.flatMap(({ subtechniques, ...technique }) => [technique, ...subtechniques]),
  ]);
  const distinct = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  return (
    <ul class="plain">
      {distinct.map((entry) => (
        <li key={entry.id}>
          <WebLink address={entry.reference} text={named(entry)} />
        </li>
      ))}
    </ul>
  );
}

function named({ id, name }: ThreatEntry): string {
  return `${id} ${name}`;
}
