import type { z } from "zod";
import { isoTime } from "../../alert/iso-time.ts";
import type { SuppressionPreview } from "../../alert/suppression/own-suppression.ts";
import type { ListedSuppression, SuppressionDraft } from "../backend.ts";
import type { DeepReadonly } from "../shapes/deep-readonly.ts";
import type { previewShape, suppressionInput, suppressionShape } from "../shapes/suppression-shapes.ts";
import { wireAlert } from "./stored-alert.ts";

/** `now`: epoch ms. */
export function wireSuppression(
  { suppression, created }: ListedSuppression,
  now: number,
): DeepReadonly<z.input<typeof suppressionShape>> {
  const { id, appliesTo, rules, language, query, owner, reason, from, expires, file } = suppression;
  return {
    id,
    applies_to: appliesTo,
    rules,
    language,
    query,
    owner,
    reason,
    from,
    expires,
    expired: expires !== null && Date.parse(expires) <= now,
    file,
    created: created === null ? null : { at: isoTime(created.at), by: created.by },
  };
}

export function draftOf(body: z.output<typeof suppressionInput>): SuppressionDraft {
  const { applies_to: appliesTo, ...same } = body;
  return { ...same, appliesTo };
}

const MOST_SHOWN = 100;

export function wirePreview(preview: SuppressionPreview): DeepReadonly<z.input<typeof previewShape>> {
  return {
    looked: preview.looked,
    removed_total: preview.removed.length,
    removed: preview.removed.slice(0, MOST_SHOWN).map(wireAlert),
    stay_total: preview.stayTotal,
    stay: preview.stay.slice(0, MOST_SHOWN).map(wireAlert),
  };
}
