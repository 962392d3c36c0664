/** Where one trail delivers for one account and region: `[prefix/]AWSLogs/[o-ID/]ACCOUNT/CloudTrail/REGION/`. */
export interface StreamPlace {
  readonly path: string;
  /** What was asked for when that is less: `.../REGION/2026/11/`; else all years. */
  readonly within: string;
  /** What the names of its files begin with. */
  readonly head: string;
}

const ACCOUNT = /^\d{12}$/;
const ORGANISATION = /^o-[a-z0-9]{10,32}$/;
const REGION = /^[a-z0-9-]+$/;

/** What lies below a path in CloudTrail's layout. `after`: the folders that it has after `AWSLogs`. */
export type Level =
  | { readonly kind: "owners" | "regions" }
  | { readonly kind: "account" }
  | { readonly kind: "stream"; readonly place: StreamPlace }
  | { readonly kind: "other" };

export function levelOf(path: string, after: readonly string[]): Level {
  const below = ORGANISATION.test(after[0] ?? "") ? after.slice(1) : after;
  const [account, trail, region, ...date] = below;
  if (account === undefined) return { kind: "owners" };
  if (!ACCOUNT.test(account)) return { kind: "other" };
  if (trail === undefined) return { kind: "account" };
  if (trail !== "CloudTrail") return { kind: "other" };
  if (region === undefined) return { kind: "regions" };
  if (!REGION.test(region) || !isDate(date)) return { kind: "other" };
  const stream = date.length === 0 ? path : path.slice(0, -`${date.join("/")}/`.length);
  // No year begins with another digit; what else lies beside the years is left out.
  const within = date.length === 0 ? `${path}2` : path;
  return { kind: "stream", place: { path: stream, within, head: `${account}_CloudTrail_${region}_` } };
}

function isDate(date: readonly string[]): boolean {
  const [year = "2000", month = "01", day = "01", ...more] = date;
  return more.length === 0 && /^2\d{3}$/.test(year) && /^[01]\d$/.test(month) && /^[0-3]\d$/.test(day);
}

/** Whether a folder below `owners` is one of the layout. */
export function isOwner(folder: string): boolean {
  return ACCOUNT.test(folder) || ORGANISATION.test(folder);
}

const DAY = /^\d{4}\/\d{2}\/\d{2}\/[^/]/;
const NAMED = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_[^/]*$/;

/** Whether a key of the stream lies in the folder of a day. */
export function isInDay(place: StreamPlace, key: string): boolean {
  return DAY.test(key.slice(place.path.length));
}

/** When the file was delivered, by its name, epoch ms; null for a name of another form. */
export function deliveredAt(key: string): number | null {
  const match = NAMED.exec(key);
  if (match === null) return null;
  const [, year, month, day, hour, minute] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute);
}

/** The key after which the stream has what was delivered at `time` (epoch ms, to the minute) and later. */
export function positionAt(place: StreamPlace, time: number): string {
  const text = new Date(time).toISOString();
  const stamp = text.slice(0, 16).replaceAll(/[-:]/g, "");
  return `${positionOfDay(place, time)}${place.head}${stamp}`;
}

/** As `positionAt`, from the beginning of the day (UTC). */
export function positionOfDay(place: StreamPlace, time: number): string {
  return `${place.path}${new Date(time).toISOString().slice(0, 10).replaceAll("-", "/")}/`;
}
