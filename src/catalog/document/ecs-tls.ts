import type { RawObject } from "../record/raw-value.ts";
import { textAt } from "../record/text-at.ts";
import { type Draft, put } from "./draft.ts";

/** `tls.version` and `tls.version_protocol`: `TLSv1.3` split at its first `v`; a version that does not split stays whole. */
export function putTls(draft: Draft, record: RawObject): void {
  const text = textAt(record, "tlsDetails.tlsVersion");
  if (text === undefined) return;
  if (text === "tlsVersion") {
    delete draft["tls"];
    return;
  }
  const lower = text.toLowerCase();
  const at = lower.indexOf("v");
  if (at <= 0 || at === lower.length - 1) {
    put(draft, "tls.version", text);
    return;
  }
  put(draft, "tls.version_protocol", lower.slice(0, at));
  put(draft, "tls.version", lower.slice(at + 1));
}
