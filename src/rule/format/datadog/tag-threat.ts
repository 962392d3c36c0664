import type { Threat, ThreatEntry } from "../../rule.ts";
import type { Report } from "../report.ts";
import type { DatadogKeys } from "./datadog-context.ts";

const TACTIC = /^tactic:(TA\d{4})(?:-(.*))?$/i;
const TECHNIQUE = /^technique:(T\d{4})(?:\.(\d{3}))?(?:-(.*))?$/i;

type Technique = Threat["techniques"][number];

interface Draft {
  readonly tactic: ThreatEntry;
  readonly techniques: Technique[];
}

/** ATT&CK from tags like `tactic:TA0007-discovery` and `technique:T1580-...`; a technique belongs to the tactic before it, else to the first. */
export function threatOfTags(keys: DatadogKeys, report: Report): readonly Threat[] {
  const tags = keys.tags?.value ?? [];
  const drafts: Draft[] = [];
  const early: Technique[] = [];
  for (const { value } of tags) {
    const tactic = TACTIC.exec(value.text);
    const technique = TECHNIQUE.exec(value.text);
    if (tactic) drafts.push({ tactic: entry(tactic[1] ?? "", tactic[2], "tactics"), techniques: [] });
    else if (technique) (drafts.at(-1)?.techniques ?? early).push(toTechnique(technique));
  }
  const [first] = drafts;
  first?.techniques.unshift(...early);
  const orphan = first ? undefined : tags.find(({ value }) => TECHNIQUE.test(value.text));
  if (orphan) report.info("no-effect", orphan.value.span, "a technique without a tag for its tactic is not shown");
  return drafts.map((draft) => ({ framework: "MITRE ATT&CK", ...draft }));
}

/** A tag `T1555.006-...` names the subtechnique; the name of its technique is not in it. */
function toTechnique([, id = "", sub, name]: RegExpExecArray): Technique {
  if (sub === undefined) return { ...entry(id, name, "techniques"), subtechniques: [] };
  const inner = entry(`${id}.${sub}`, name, "techniques");
  return { ...entry(id, "", "techniques"), subtechniques: [inner] };
}

function entry(id: string, slug: string | undefined, folder: "tactics" | "techniques"): ThreatEntry {
  const upper = id.toUpperCase();
  const name = (slug ?? "")
    .split(/[-_]/)
    .filter((word) => word !== "")
    .map(capital)
    .join(" ");
  return { id: upper, name, reference: `https://attack.mitre.org/${folder}/${upper.replace(".", "/")}/` };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
