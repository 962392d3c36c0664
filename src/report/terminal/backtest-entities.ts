import { printableShort } from "../../alert/printable.ts";
import type { Noisiest, NoisyEntity } from "../../engine/backtest/backtest-report.ts";
import { counted, numberText } from "../count-text.ts";
import { wrap } from "./wrap.ts";

const LONGEST = 300;
const COLUMNS = { alerts: 8, share: 6, gaps: 4, indent: 2 };

/** A line for each of the noisiest, with its part of all alerts. */
export function entityLines({ total, noisiest }: Noisiest, width: number): string {
  const room = width - COLUMNS.alerts - COLUMNS.share - COLUMNS.gaps - COLUMNS.indent;
  const lines = noisiest.map(({ entity, alerts, share }) => {
    const [head = "", ...rest] = wrap(entityText(entity), room);
    const indent = " ".repeat(COLUMNS.alerts + COLUMNS.share + COLUMNS.gaps + COLUMNS.indent);
    const numbers = `${numberText(alerts).padStart(COLUMNS.alerts)}  ${shareText(share).padStart(COLUMNS.share)}`;
    return [`  ${numbers}  ${head}`, ...rest.map((text) => `${indent}${text}`)]
      .map((line) => `${line.trimEnd()}\n`)
      .join("");
  });
  const left = total - noisiest.length;
  const more = left > 0 ? [`  and ${counted(left, "more with alerts", "more with alerts")}\n`] : [];
  return [...lines, ...more].join("");
}

function entityText(entity: NoisyEntity["entity"]): string {
  const entries = Object.entries(entity);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return printableShort(only[1], LONGEST);
  return entries
    .map(([field, value]) => `${printableShort(field, LONGEST)} ${printableShort(value, LONGEST)}`)
    .join(", ");
}

function shareText(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
