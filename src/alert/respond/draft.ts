import type { ResponseStep } from "../alert.ts";
import { printableShort } from "../printable.ts";
import { shellQuote } from "../shell-quote.ts";
import { isAllowedValue, type ValueShape } from "./allowed-value.ts";
import { orElse } from "./command-lines.ts";

/** A value that a command needs: assigned once, as `NAME='text'`. */
export interface Assigned {
  readonly name: string;
  /** For people: `role name`. */
  readonly what: string;
  /** Null: the log does not show it. */
  readonly text: string | null;
  readonly shape?: ValueShape;
}

/** Where a command acts. */
export interface Place {
  readonly account: string | null;
  readonly region: string | null;
}

/** A step before its values are checked. Lines use the values as `"$NAME"` only. */
export interface Draft {
  readonly step: ResponseStep["step"];
  readonly title: string;
  readonly effect: ResponseStep["effect"];
  readonly place: Place;
  readonly values: readonly Assigned[];
  readonly lines: readonly string[];
  readonly undo?: readonly string[];
}

const LONGEST_SHOWN = 100;

/** A step without a command: what to do is said in words. */
export function advice(step: ResponseStep["step"], title: string): ResponseStep {
  return { step, title, command: null, effect: "read-only", undo: null };
}

/** The step with its command, or without one and with the reason in the title when a value is missing or not allowed. */
export function finish(draft: Draft): ResponseStep {
  const { step, effect, title } = draft;
  const refusal = [...placeValues(draft.place), ...draft.values].flatMap((each) => refusalOf(each) ?? [])[0];
  if (refusal !== undefined) {
    return { step, title: `${title} (no command: ${refusal})`, command: null, effect, undo: null };
  }
  const head = assignments(draft);
  const undo = draft.undo === undefined ? null : [...head, ...draft.undo].join("\n");
  return { step, title, command: [...head, ...draft.lines].join("\n"), effect, undo };
}

function placeValues(place: Place): readonly Assigned[] {
  return [
    { name: "ACCOUNT", what: "account", text: place.account, shape: "account" },
    { name: "REGION", what: "region", text: place.region, shape: "region" },
  ];
}

function refusalOf({ what, text, shape }: Assigned): string | undefined {
  if (text === null || text === "") return `the log does not show the ${what}`;
  if (isAllowedValue(text, shape)) return undefined;
  return `the ${what} "${printableShort(text, LONGEST_SHOWN)}" has a form that cannot be handed to the AWS CLI safely`;
}

/** PROFILE is the responder's to set: the text that stands in for it is no profile, so the CLI refuses to run. */
function assignments({ place, values }: Draft): readonly string[] {
  const { account, region } = place;
  const set = values.map(({ name, text }) => `${name}=${shellQuote(text ?? "")}`);
  return [
    `REGION=${shellQuote(region ?? "")}`,
    `PROFILE="${orElse("PROFILE", `set-PROFILE-for-account-${account}`)}"`,
    ...set,
  ];
}
