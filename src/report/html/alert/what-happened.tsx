import type { JSX } from "preact";
import type { Alert } from "../../../alert/alert.ts";
import { numberText } from "../../count-text.ts";
import { type Pair, Pairs } from "../text/pairs.tsx";
import { Part } from "../text/part.tsx";
import { ShownList } from "../text/shown-list.tsx";
import { Time } from "../text/time.tsx";

/** The events in numbers: how many, when, which calls, where. */
export function WhatHappened({ alert: { events, suppressed } }: { readonly alert: Alert }): JSX.Element {
  const pairs: readonly Pair[] = [
    { label: "Events", value: <span class="number">{numberText(events.total)}</span> },
    { label: "First", value: <Time at={events.first} /> },
    { label: "Last", value: <Time at={events.last} /> },
    ...list("Calls", events.actions),
    ...list("Accounts", events.accounts),
    ...list("Regions", events.regions),
    ...(suppressed === 0 ? [] : [{ label: "Folded in", value: `${numberText(suppressed)} more detections` }]),
  ];
  return (
    <Part title="What happened">
      <Pairs pairs={pairs} />
    </Part>
  );
}

function list(label: string, texts: readonly string[]): readonly Pair[] {
  return texts.length === 0 ? [] : [{ label, value: <ShownList texts={texts} /> }];
}
