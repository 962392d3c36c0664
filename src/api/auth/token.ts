import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Role } from "./role.ts";

/** What the configuration keeps of a token. */
export interface StoredToken {
  /** 12 hex digits: which token it is. Not secret. */
  readonly id: string;
  /** Who acts, in the audit trail. */
  readonly name: string;
  readonly role: Role;
  /** `sha256:` and 64 hex digits, of the secret part. */
  readonly hash: string;
}

export const TOKEN_ID = /^[0-9a-f]{12}$/;
export const TOKEN_HASH = /^sha256:[0-9a-f]{64}$/;
/** A name that can stand in an audit trail, a log line and a YAML string without quoting. */
export const TOKEN_NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

const TOKEN = /^th_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const SECRET_BYTES = 32;
const ID_BYTES = 6;

/** A new token: `text` is for its holder and is kept nowhere, `stored` for the configuration. */
export function createToken(who: { readonly name: string; readonly role: Role }): {
  readonly text: string;
  readonly stored: StoredToken;
} {
  const id = randomBytes(ID_BYTES).toString("hex");
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { text: `th_${id}_${secret}`, stored: { id, ...who, hash: hashOf(secret) } };
}

/**
 * One round of SHA-256 is enough here: slow hashes such as scrypt protect secrets that people choose, which can be guessed from a
 * list. This secret is 256 random bits, so that nobody who has the hash can find it at any speed, and a check costs microseconds:
 * wrong tokens cannot keep the server busy.
 */
function hashOf(secret: string): string {
  return `sha256:${digest(secret).toString("hex")}`;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The stored token that this text is, or null. Takes the same time for a wrong secret wherever it differs. */
export function findToken(text: string, tokens: readonly StoredToken[]): StoredToken | null {
  const [, id, secret] = TOKEN.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  const presented = digest(secret);
  const found = tokens.find((token) => token.id === id);
  // An id that is not there is compared, too: ids cannot be told apart by time.
  const expected = Buffer.from(found?.hash.slice("sha256:".length) ?? "", "hex");
  const isSame = timingSafeEqual(presented, expected.length === presented.length ? expected : Buffer.alloc(32));
  return isSame && found !== undefined && TOKEN_HASH.test(found.hash) ? found : null;
}
