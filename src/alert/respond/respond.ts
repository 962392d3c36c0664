import type { ResponseStep } from "../alert.ts";
import { confirm } from "./confirm.ts";
import { contain } from "./contain.ts";
import type { ResponseFacts } from "./response-facts.ts";
import { rotate } from "./rotate.ts";
import { undo } from "./undo.ts";
import { verify } from "./verify.ts";

/** The steps of docs/response.md for one alert, with its values filled in. Nothing is executed by trailhound. */
export function respond(facts: ResponseFacts): readonly ResponseStep[] {
  const contained = contain(facts);
  return [...confirm(facts), ...contained, ...rotate(facts), ...verify(facts), ...undo(facts, contained)];
}
