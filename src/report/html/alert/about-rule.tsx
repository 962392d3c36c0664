import type { JSX } from "preact";
import { numberText } from "../../count-text.ts";
import type { AlertView } from "../report-view.ts";
import { type Pair, Pairs } from "../text/pairs.tsx";
import { Fold } from "../text/part.tsx";
import { Shown } from "../text/shown.tsx";
import { WebLink } from "../text/web-link.tsx";
import { Threats } from "./threats.tsx";

/** The rule behind the alert: what it looks for, its tags, ATT&CK, references. */
export function AboutRule({ view }: { readonly view: AlertView }): JSX.Element {
  const { alert, rule: facts } = view;
  const { rule } = alert;
  const pairs: readonly Pair[] = [
    { label: "Rule", value: <Shown text={rule.id} mono /> },
    { label: "Kind", value: `${rule.type.replaceAll("_", " ")}, ${rule.format}` },
    ...(rule.case === null ? [] : [{ label: "Case", value: <Shown text={rule.case} /> }]),
    ...(rule.risk_score === null ? [] : [{ label: "Risk score", value: `${numberText(rule.risk_score)} of 100` }]),
    ...(rule.threat.length === 0 ? [] : [{ label: "ATT&CK", value: <Threats threats={rule.threat} /> }]),
    ...list(
      "References",
      facts.references.map((each) => <WebLink address={each} key={each} />),
    ),
    ...list(
      "False positives",
      facts.falsePositives.map((each) => <Shown text={each} key={each} />),
    ),
    ...(rule.tags.length === 0 ? [] : [{ label: "Tags", value: <Tags tags={rule.tags} /> }]),
    { label: "Alert", value: <Shown text={alert.id} mono /> },
  ];
  return (
    <Fold title="About the rule" class="about">
      {facts.description !== "" && (
        <p>
          <Shown text={facts.description} most={3_000} />
        </p>
      )}
      <Pairs pairs={pairs} />
    </Fold>
  );
}

function list(label: string, items: readonly JSX.Element[]): readonly Pair[] {
  if (items.length === 0) return [];
  return [
    {
      label,
      value: (
        <ul class="plain">
          {items.map((item) => (
            <li key={item.key}>{item}</li>
          ))}
        </ul>
      ),
    },
  ];
}

function Tags({ tags }: { readonly tags: readonly string[] }): JSX.Element {
  return (
    <ul class="tags">
      {tags.map((tag) => (
        <li key={tag}>
          <Shown text={tag} most={120} />
        </li>
      ))}
    </ul>
  );
}
