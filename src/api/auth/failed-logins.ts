const MOST_ADDRESSES = 10_000;

interface Failures {
  readonly since: number;
  readonly count: number;
}

/** Counts wrong tokens by address in windows of time; forgets the oldest addresses first when there are many. */
export class FailedLogins {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #clock: () => number;
  readonly #byAddress = new Map<string, Failures>();

  constructor(limits: { readonly most: number; readonly windowMs: number }, clock: () => number) {
    this.#most = limits.most;
    this.#windowMs = limits.windowMs;
    this.#clock = clock;
  }

  /** Counts one more. Gives the seconds to wait when there were too many, else null. */
  add(address: string): number | null {
    const now = this.#clock();
    const key = networkOf(address);
    const before = this.#byAddress.get(key);
    const isSame = before !== undefined && now - before.since < this.#windowMs;
    const failures = isSame ? { since: before.since, count: before.count + 1 } : { since: now, count: 1 };
    this.#byAddress.delete(key);
    this.#byAddress.set(key, failures);
    this.#forget();
    if (failures.count <= this.#most) return null;
    return Math.max(1, Math.ceil((failures.since + this.#windowMs - now) / 1000));
  }

  #forget(): void {
    if (this.#byAddress.size <= MOST_ADDRESSES) return;
    const [oldest] = this.#byAddress.keys();
    if (oldest !== undefined) this.#byAddress.delete(oldest);
  }
}

/** Of IPv6 the /64, which one host can use freely; IPv4 inside of IPv6 as IPv4. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const tailGroups = tail === undefined ? [] : tail.split(":").filter((group) => group !== "");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - tailGroups.length);
  return [...groups, ...Array.from({ length: zeros }, () => "0"), ...tailGroups].slice(0, 4).join(":");
}
