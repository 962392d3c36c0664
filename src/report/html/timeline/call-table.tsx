import type { JSX } from "preact";
import type { TimelineEvent } from "../../../engine/timeline.ts";
import { counted } from "../../count-text.ts";
import { CallRow } from "./call-row.tsx";
import { foldedCalls } from "./folded-calls.ts";

interface Props {
  readonly calls: readonly TimelineEvent[];
  /** Ids of the alert's own events. */
  readonly own: ReadonlySet<string>;
}

/** The calls one by one; those far from the alert are folded away. */
export function CallTable({ calls, own }: Props): JSX.Element | null {
  if (calls.length === 0) return null;
  const { earlier, near, later } = foldedCalls(calls, own);
  return (
    <div class="calls">
      <Folded calls={earlier} own={own} title={`${counted(earlier.length, "earlier call")}`} />
      <Rows calls={near} own={own} />
      <Folded calls={later} own={own} title={`${counted(later.length, "later call")}`} />
    </div>
  );
}

function Folded({ title, ...rows }: Props & { readonly title: string }): JSX.Element | null {
  if (rows.calls.length === 0) return null;
  return (
    <details>
      <summary class="small">{title}</summary>
      <Rows {...rows} />
    </details>
  );
}

function Rows({ calls, own }: Props): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Call</th>
          <th scope="col">Outcome</th>
          <th scope="col">Secrets</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call, index) => (
          <CallRow call={call} isOwn={own.has(call.id)} key={index} />
        ))}
      </tbody>
    </table>
  );
}
