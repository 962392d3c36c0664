import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";
import { Evidence } from "../evidence/evidence.tsx";
import type { AlertView } from "../report-view.ts";
import { TimelinePart } from "../timeline/timeline-part.tsx";
import { AboutRule } from "./about-rule.tsx";
import { AlertHead } from "./alert-head.tsx";
import { Guide } from "./guide.tsx";
import { Identity } from "./identity.tsx";
import { Investigate } from "./investigate.tsx";
import { RawEvents } from "./raw-events.tsx";
import { Related } from "./related.tsx";
import { Respond } from "./respond.tsx";
import { Secrets } from "./secrets.tsx";
import { WhatHappened } from "./what-happened.tsx";

interface Props {
  readonly view: AlertView;
  readonly isOpen: boolean;
}

/** One alert: the sentence to skim, and everything about it inside. */
export function AlertCard({ view, isOpen }: Props): JSX.Element {
  const { alert } = view;
  return (
    <article
      class={`alert ${alert.rule.severity}`}
      id={view.anchor}
      data-severity={alert.rule.severity}
      data-rule={view.ruleKey}
      aria-label={printableShort(alert.rule.name, 200)}
    >
      <details open={isOpen}>
        <summary>
          <AlertHead alert={alert} />
        </summary>
        <div class="body">
          <Evidence alert={alert} unit={view.rule.unit} />
          <div class="columns">
            <Identity alert={alert} />
            <WhatHappened alert={alert} />
          </div>
          <Secrets alert={alert} />
          <TimelinePart view={view} />
          <Guide guide={alert.guide} />
          <Investigate searches={alert.investigate} />
          <Respond view={view} />
          <Related related={view.related} />
          <AboutRule view={view} />
          <RawEvents view={view} />
        </div>
      </details>
    </article>
  );
}
