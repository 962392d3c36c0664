import fc from "fast-check";
import { HOUR, MINUTE } from "../../../src/util/duration.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { read, user } from "../../cli/records.ts";
import { datadog, elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";

export const START = Date.parse("2026-01-02T00:00:00Z");
export const USERS = ["ann", "ben", "cy"] as const;
export const NAMES = ["/a", "/b", "/c"] as const;

/** Every method whose alerts hang together: caps, folding, history, sums. */
export const RULES = [
  ruleOf(elastic("every", { max_signals: 2, interval: "1h", from: "now-61m" })),
  ruleOf(
    elastic("folded", {
      alert_suppression: {
        group_by: ["user.name"],
        duration: { value: 2, unit: "h" },
        missing_fields_strategy: "suppress",
      },
    }),
  ),
  ruleOf(
    elastic("first", {
      type: "new_terms",
      new_terms_fields: ["user.name"],
      history_window_start: "now-6h",
    }),
  ),
  ruleOf(datadog("sum-med-aaa")),
];

export interface MadeEvent {
  readonly hour: number;
  readonly user: (typeof USERS)[number];
  readonly name: (typeof NAMES)[number];
}

export const events: fc.Arbitrary<readonly MadeEvent[]> = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 47 }),
    user: fc.constantFrom(...USERS),
    name: fc.constantFrom(...NAMES),
  }),
  { minLength: 3, maxLength: 40 },
);

/** `seen`: false makes of it another event at the same time, which no rule looks at. */
export function recordsOf(made: readonly MadeEvent[], seen: (event: MadeEvent, time: number) => boolean = () => true) {
  return made.map((event, n): JsonObject => {
    const time = timeOf(event, n);
    return read(`e${n}`, time, {
      userIdentity: user(event.user),
      requestParameters: { name: event.name, withDecryption: true },
      ...(seen(event, time) ? {} : { eventName: "DescribeParameters" }),
    });
  });
}

function timeOf({ hour }: MadeEvent, n: number): number {
  return START + hour * HOUR + (n % 60) * MINUTE;
}
