import { printable, printableShort } from "../alert/printable.ts";
import type { AuditEntry, Comment } from "../alert/store/stored-alert.ts";
import type { WireAlert } from "../api/wire/stored-alert.ts";
import { counted } from "../report/count-text.ts";
import { type Colours, colours, severityPaint } from "../report/terminal/colours.ts";
import { tableWidth } from "../report/terminal/table-width.ts";
import { wrap } from "../report/terminal/wrap.ts";
import { utcText } from "../report/utc-text.ts";
import { who } from "../report/who.ts";
import { notes } from "./alerts-table.ts";

export interface KnownOfAlert {
  readonly stored: WireAlert;
  readonly comments: readonly Comment[];
  readonly audit: readonly AuditEntry[];
}

interface Section {
  readonly title: string;
  /** Each begins a line. Lines that are `exact` are not broken: they are commands. */
  readonly lines: readonly { readonly text: string; readonly exact?: true }[];
}

const LABEL = 10;
const INDENT = "  ";
const LONGEST = 1_000;
/** Of names, which whoever calls AWS may choose, also of a megabyte. */
const LONGEST_NAME = 200;
const MOST_LINES = 200;

/** One alert for a terminal of this many columns (60 to 200 are used). No text of it can move the cursor or hide. */
export function alertText(known: KnownOfAlert, options: { readonly width: number; readonly colour: boolean }): string {
  const paints = colours(options.colour);
  const width = tableWidth(options.width);
  const { alert } = known.stored;
  const title = `${severityPaint(alert.rule.severity, paints)(alert.rule.severity)}  ${paints.bold(named(alert.rule.name))}\n`;
  const facts = factsOf(known.stored).map(([label, text]) => fact(label, text, width, paints));
  const reason = `\n${wrap(shortened(alert.reason), width).join("\n")}\n`;
  const sections = sectionsOf(known).filter(({ lines }) => lines.length > 0);
  return [title, ...facts, reason, ...sections.map((section) => sectionText(section, width, paints))].join("");
}

function shortened(text: string): string {
  return printableShort(text, LONGEST);
}

/** What is cut says how long it was. */
function named(text: string): string {
  const shown = printableShort(text, LONGEST_NAME);
  return text.length <= LONGEST_NAME || shown === printable(text)
    ? shown
    : `${shown} (${counted(text.length, "character")})`;
}

function fact(label: string, text: string, width: number, paints: Colours): string {
  const [first = "", ...rest] = wrap(text, width - LABEL);
  const lines = [paints.bold(label.padEnd(LABEL)) + first, ...rest.map((line) => " ".repeat(LABEL) + line)];
  return lines.map((line) => `${line}\n`).join("");
}

function factsOf(stored: WireAlert): readonly (readonly [label: string, text: string])[] {
  const { alert, triage, aliases, revision } = stored;
  const { events, identity } = alert;
  const span = `${counted(events.total, "event")}, ${utcText(events.first)} to ${utcText(events.last)}`;
  const places = [...events.accounts, ...events.regions, ...identity.source_addresses].map(named).join(", ");
  const former = aliases.length === 0 ? "" : `, before ${aliases.map(named).join(", ")}`;
  return [
    ["Id", `${named(alert.id)}${former}${revision > 1 ? `, revision ${revision}` : ""}`],
    ["State", [triage.state, ...notes(stored)].join("; ")],
    ["Time", utcText(alert.time)],
    ["Rule", `${named(alert.rule.id)} (${alert.rule.type}, ${alert.rule.format})`],
    ["Who", who(alert)],
    ["Where", places === "" ? "-" : places],
    ["Did", events.actions.map(named).join(", ") || "-"],
    ["Events", span],
  ];
}

function sectionsOf({ stored: { alert }, comments, audit }: KnownOfAlert): readonly Section[] {
  const { secrets, respond, investigate, guide } = alert;
  const plain = (text: string): { readonly text: string } => ({ text: shortened(text) });
  const command = (text: string | null) =>
    (text ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => ({ text: `${INDENT}${printable(line)}`, exact: true as const }));
  return [
    {
      title: secrets === undefined ? "" : counted(secrets.total, "secret"),
      lines: (secrets?.names ?? []).map((name) => ({ text: named(name) })),
    },
    {
      title: "What to do",
      lines: respond.flatMap((step) => [
        plain(`${step.step} (${step.effect}): ${step.title}`),
        ...command(step.command),
      ]),
    },
    { title: "Where to look", lines: investigate.flatMap((each) => [plain(each.title), ...command(each.command)]) },
    { title: "Guide", lines: linesOf(guide).map(plain) },
    {
      title: counted(comments.length, "comment"),
      lines: comments.flatMap(({ at, author, text }) => [
        plain(`${utcText(at)} ${author}`),
        ...linesOf(text).map((line) => plain(`${INDENT}${line}`)),
      ]),
    },
    {
      title: "What people did",
      lines: audit.map(({ at, actor, action, detail }) =>
        plain(`${utcText(at)} ${actor}: ${action}${detailText(detail)}`),
      ),
    },
  ];
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).slice(0, MOST_LINES);
}

function detailText(detail: AuditEntry["detail"]): string {
  const parts = Object.entries(detail).map(([key, value]) => `${key} ${value === null ? "none" : String(value)}`);
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function sectionText({ title, lines }: Section, width: number, paints: Colours): string {
  const shown = lines.flatMap(({ text, exact }) => (exact ? [text] : indented(text, width - INDENT.length)));
  return `\n${paints.bold(title)}\n${shown.map((line) => `${INDENT}${line}`.trimEnd()).join("\n")}\n`;
}

/** Broken lines keep the indentation of the first. */
function indented(text: string, width: number): readonly string[] {
  const lead = /^ */.exec(text)?.[0] ?? "";
  return wrap(text.slice(lead.length), width - lead.length).map((line) => lead + line);
}
