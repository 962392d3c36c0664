/** What exactly is wrong with one field of a request. */
export interface FieldError {
  readonly in: "query" | "body" | "path" | "header";
  /** As it was sent: `limit`, `rules.0`. Empty: the whole. */
  readonly field: string;
  /** What is wrong, what was expected. */
  readonly message: string;
  /** `did you mean "state"?`; of a query, where in its text. */
  readonly hint: string | null;
}

export const PROBLEM_CODES = {
  "invalid-request": 400,
  "invalid-query": 400,
  refused: 400,
  unauthenticated: 401,
  forbidden: 403,
  "foreign-origin": 403,
  "foreign-host": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "too-large": 413,
  "unsupported-media-type": 415,
  "too-many-failures": 429,
  internal: 500,
  busy: 503,
  timeout: 503,
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;

interface ProblemMore {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in the handling of a request: it becomes the answer. `message` is for the client to read. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, message: string, more: ProblemMore = {}) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** One field of the body is wrong in a way that its schema cannot say. */
export function bodyProblem(field: string, message: string): Problem {
  const errors = [{ in: "body", field, message, hint: null }] as const;
  return new Problem("invalid-request", `body${field === "" ? "" : ` ${field}`}: ${message}`, { errors });
}
