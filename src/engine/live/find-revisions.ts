import { createHash } from "node:crypto";
import { alertId } from "../../alert/alert-id.ts";
import { overCapAlert } from "../../alert/over-cap.ts";
import type { Searched } from "../../alert/search/events-command.ts";
import type { FoundRevision, KnownAlert, RuleFindings } from "../../alert/store/revision.ts";
import type { Lake } from "../../lake/lake.ts";
import type { Rule } from "../../rule/rule.ts";
import { breathe } from "../../util/breathe.ts";
import { type AlertSources, findAlerts, type ReadThem } from "../alerts.ts";
import type { Evaluated } from "../evaluate.ts";
import type { LiveRule } from "./live-rules.ts";

export interface RevisionSources {
  readonly lake: Pick<Lake, "rows" | "pick">;
  readonly searched: Searched;
  readonly suppressions: AlertSources["suppressions"];
  /** Stored events may have other bodies than before: the same detection may give another alert. */
  readonly isVague: boolean;
  readonly read: ReadThem;
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
 * What evaluations give for their rules, with alerts only where they are not the known ones: most of a range was looked at
 * before. Should two accounts have events of one id, which CloudTrail's do not, the first of two alerts with one id counts.
 * The alerts of all rules are built together: what they are made from is looked for once.
 */
export async function findRevisions(
  compared: readonly Compared[],
  { lake, searched, suppressions, isVague, read }: RevisionSources,
): Promise<readonly RuleFindings[]> {
  const drafts = new Map<Rule, Draft>();
  for (const each of compared) {
    drafts.set(each.evaluated.rule, draftOf(each, isVague));
    await breathe();
  }
  const found = await findAlerts({
    evaluated: [...drafts.values()].map(({ changed }) => changed),
    lake,
    paths: searched,
    suppressions,
    keepSuppressed: true,
    read,
  });
  const changed = new Map<Rule, FoundRevision[]>([...drafts.keys()].map((rule) => [rule, []]));
  for await (const { alert, rule, suppressedBy } of found.alerts) {
    const draft = drafts.get(rule);
    const sketch = draft?.sketches.get(alert.id);
    if (draft === undefined || sketch === undefined) continue;
    // Which others are related is looked for when somebody asks.
    const alone = { ...alert, related: [] };
    const digest = [sketch.digest, digestOf([alone, suppressedBy])].join(JOINT);
    if (draft.before.get(alert.id) === digest) continue;
    const folded = draft.folded.get(alert.id) ?? [];
    changed.get(rule)?.push({ alert: alone, suppressedBy, place: sketch.place, digest, folded });
  }
  return [...drafts].map(([rule, { sketches }]) => ({
    rule: rule.id,
    ids: new Set(sketches.keys()),
    changed: changed.get(rule) ?? [],
  }));
}

/** What an evaluation gives, before alerts are built. */
interface Draft {
  /** By the alert's id. */
  readonly sketches: ReadonlyMap<string, Sketch>;
  /** Digests of the known current alerts. */
  readonly before: ReadonlyMap<string, string>;
  /** Only what may be another alert than the known one. */
  readonly changed: Evaluated;
  /** Known alerts that lie in the window of another now. */
  readonly folded: ReadonlyMap<string, readonly string[]>;
}

function draftOf({ live, from, evaluated, known }: Compared, isVague: boolean): Draft {
  const { rule } = evaluated;
  const sketches = new Map<string, Sketch>();
  const before = new Map(known.flatMap(({ id, digest, status }) => (status === "current" ? [[id, digest]] : [])));
  const isChanged = (id: string, sketch: Sketch): boolean => {
    if (sketch.place < from || sketches.has(id)) return false;
    sketches.set(id, sketch);
    return isVague || before.get(id)?.split(JOINT)[0] !== sketch.digest;
  };
  const kept = evaluated.kept.filter(({ detection, suppressed }) => {
    const digest = digestOf([live.hash, detection, suppressed]);
    return isChanged(alertId(rule, detection), { place: detection.time, digest });
  });
  const overflows = evaluated.overflows.filter(({ run, count }) => {
    const { id } = overCapAlert(rule, { ...run, overCap: count });
    return isChanged(id, { place: run.from, digest: digestOf([live.hash, count]) });
  });
  const ids = new Set(known.map(({ id }) => id));
  const foldedInto = ({ others }: Evaluated["kept"][number]): readonly string[] =>
    others.map((other) => alertId(rule, other)).filter((id) => ids.has(id));
  const folded = new Map(kept.map((each) => [alertId(rule, each.detection), foldedInto(each)]));
  return { sketches, before, changed: { ...evaluated, kept, overflows }, folded };
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
