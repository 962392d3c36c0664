import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";
import type { TimelineEvent } from "../../../engine/timeline.ts";
import { numberText } from "../../count-text.ts";
import { Time } from "../text/time.tsx";

const LONGEST = 120;
const MOST_SECRETS = 3;

/** One call. The alert's own are marked in words, too. */
export function CallRow({ call, isOwn }: { readonly call: TimelineEvent; readonly isOwn: boolean }): JSX.Element {
  const { time, outcome, address, region } = call;
  return (
    <tr class={isOwn ? "own" : undefined}>
      <td>
        <Time at={time} />
      </td>
      <td class="text">
        {callName(call)} {isOwn && <span class="own-label">this alert</span>}
      </td>
      <td class={outcome === "failure" ? "refused" : undefined}>{shown(outcome)}</td>
      <td class="text">{secretsText(call.secrets)}</td>
      <td class="text">{[address, region].flatMap((each) => (each === null ? [] : [shown(each)])).join(", ")}</td>
    </tr>
  );
}

function callName({ source, name }: TimelineEvent): string {
  const service = source?.replace(/\.amazonaws\.com$/, "") ?? "";
  return shown(service === "" ? name : `${service}:${name ?? "?"}`);
}

function secretsText(secrets: readonly string[]): string {
  const head = secrets.slice(0, MOST_SECRETS).map(shown).join(", ");
  const more = secrets.length - MOST_SECRETS;
  return more <= 0 ? head : `${head} and ${numberText(more)} more`;
}

function shown(text: string | null): string {
  return text === null ? "" : printableShort(text, LONGEST);
}
