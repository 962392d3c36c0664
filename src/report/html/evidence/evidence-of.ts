import type { AlertEvidence } from "../../../alert/alert.ts";

/** The evidence of one kind of detection. */
export type EvidenceOf<Kind extends AlertEvidence["kind"]> = Extract<AlertEvidence, { readonly kind: Kind }>;
