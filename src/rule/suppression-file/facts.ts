import { parseInstant } from "../../util/iso-time.ts";
import { SUPPRESSION_LIMITS } from "./limits.ts";

// What holds for the facts of a suppression, whether it stands in a file or came by the API. Each gives what is expected
// when the text is not that, else null.

const ID = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;

export function idFault(id: string): string | null {
  if (ID.test(id) && id.length <= SUPPRESSION_LIMITS.id) return null;
  return `letters, digits and any of ". _ : -", at most ${SUPPRESSION_LIMITS.id}, a letter or digit first`;
}

export function ownerFault(owner: string): string | null {
  return lineFault(owner, SUPPRESSION_LIMITS.owner);
}

export function reasonFault(reason: string): string | null {
  return lineFault(reason, SUPPRESSION_LIMITS.reason);
}

/** An empty query would hold for everything: whoever wants that writes a star. */
export function queryFault(query: string): string | null {
  if (query.trim() === "") return "a query that is not empty (everything is `*`)";
  return query.length <= SUPPRESSION_LIMITS.query ? null : `at most ${SUPPRESSION_LIMITS.query} characters`;
}

/** Epoch ms of an ISO 8601 instant (without a zone UTC) or a day (its midnight, UTC); undefined for anything else. */
export function suppressionTime(text: string): number | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  return parseInstant(day) ?? parseInstant(`${day}Z`);
}

function lineFault(text: string, most: number): string | null {
  if (text.trim() === "") return "a text that is not empty";
  return text.length <= most ? null : `a text of at most ${most} characters`;
}
