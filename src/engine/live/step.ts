import type { Step as LakeStep } from "../../lake/store.ts";

/** Where a batch has come to; chaos tests end the process there. */
export type LiveStep = LakeStep | "read" | "evaluated" | "notified";
