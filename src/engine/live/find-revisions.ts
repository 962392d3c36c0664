import { createHash } from "node:crypto";
import { alertId } from "../../alert/alert-id.ts";
import { overCapAlert } from "../../alert/over-cap.ts";
import type { Searched } from "../../alert/search/events-command.ts";
import type { FoundRevision, KnownAlert, RuleFindings } from "../../alert/store/revision.ts";
import type { Lake } from "../../lake/lake.ts";
import { type AlertSources, findAlerts } from "../alerts.ts";
import type { Evaluated } from "../evaluate.ts";
import type { LiveRule } from "./live-rules.ts";

export interface RevisionSources {
  readonly lake: Pick<Lake, "rows" | "pick">;
  readonly searched: Searched;
  readonly suppressions: AlertSources["suppressions"];
  /** Stored events may have other bodies than before: the same detection may give another alert. */
  readonly isVague: boolean;
}

/** Where an alert belongs, and a digest of the detection that it is made from. */
interface Sketch {
  readonly place: number;
  readonly digest: string;
}

/** Digests are of the detection and of the alert: the first can be compared before the alert is built. */
const JOINT = ".";

export interface Compared {
  readonly live: LiveRule;
  /** Alerts with an earlier place (epoch ms) are left out. */
  readonly from: number;
  readonly evaluated: Evaluated;
  readonly known: readonly KnownAlert[];
}

/**
 * What an evaluation gives for a rule, with alerts only where they are not the known ones: most of a range was looked at
 * before. Should two accounts have events of one id, which CloudTrail's do not, the first of two alerts with one id counts.
 */
export async function findRevisions(
  { live, from, evaluated, known }: Compared,
  { lake, searched, suppressions, isVague }: RevisionSources,
): Promise<RuleFindings> {
  const sketches = new Map<string, Sketch>();
  const before = new Map(known.flatMap(({ id, digest, status }) => (status === "current" ? [[id, digest]] : [])));
  const isChanged = (id: string, sketch: Sketch): boolean => {
    if (sketch.place < from || sketches.has(id)) return false;
    sketches.set(id, sketch);
    return isVague || before.get(id)?.split(JOINT)[0] !== sketch.digest;
  };
  const { rule } = evaluated;
  const kept = evaluated.kept.filter(({ detection, suppressed }) =>
    isChanged(alertId(rule, detection), {
      place: detection.time,
      digest: digestOf([live.hash, detection, suppressed]),
    }),
  );
  const overflows = evaluated.overflows.filter(({ run, count }) =>
    isChanged(overCapAlert(rule, { ...run, overCap: count }).id, {
      place: run.from,
      digest: digestOf([live.hash, count]),
    }),
  );
  const found = await findAlerts({
    evaluated: [{ ...evaluated, kept, overflows }],
    lake,
    paths: searched,
    suppressions,
    keepSuppressed: true,
  });
  const changed: FoundRevision[] = [];
  const ids = new Set(known.map(({ id }) => id));
  // Former alerts that lie in another's window now.
  const folded = new Map(
    kept.map(({ detection, others }) => [
      alertId(rule, detection),
      others.map((other) => alertId(rule, other)).filter((id) => ids.has(id)),
    ]),
  );
  for await (const { alert, suppressedBy } of found.alerts) {
    const sketch = sketches.get(alert.id);
    if (sketch === undefined) continue;
    const digest = [sketch.digest, digestOf([alert, suppressedBy])].join(JOINT);
    if (before.get(alert.id) === digest) continue;
    changed.push({ alert, suppressedBy, place: sketch.place, digest, folded: folded.get(alert.id) ?? [] });
  }
  return { rule: rule.id, ids: new Set(sketches.keys()), changed };
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
