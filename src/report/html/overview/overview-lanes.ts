import { MOST_SEVERE_FIRST } from "../../most-severe-first.ts";
import type { Lane } from "../plot/lanes.tsx";
import { type Bar, barsPath } from "../plot/paths.ts";
import { countsBySlot } from "../plot/slots.ts";
import type { TimeSpan } from "../plot/time-scale.ts";
import type { ReportView } from "../report-view.ts";

const SLOTS = 120;
/** A single alert must stay visible beside hundreds. */
const LOWEST = 0.2;
const SLOT_FILL = 0.8;

/** A lane for each severity that has alerts; the bars of all lanes have one scale. */
export function overviewLanes({ data, counts }: ReportView, span: TimeSpan): readonly Lane[] {
  const present = MOST_SEVERE_FIRST.filter((severity) => counts[severity] > 0);
  const slots = present.map((severity) => {
    const times = data.all.filter((mark) => mark.severity === severity).map(({ time }) => time);
    return countsBySlot(times, span, SLOTS);
  });
  const highest = Math.max(1, ...slots.flat());
  return present.map((severity, index) => ({
    name: severity,
    count: counts[severity],
    class: `toned ${severity}`,
    path: barsPath((slots[index] ?? []).flatMap((count, slot) => (count === 0 ? [] : [bar(slot, count / highest)]))),
  }));
}

function bar(slot: number, share: number): Bar {
  return { from: slot / SLOTS, to: (slot + SLOT_FILL) / SLOTS, top: LOWEST + (1 - LOWEST) * Math.sqrt(share) };
}
