/** One place in the text of a search or a suppression that cannot be understood. */
export interface QueryProblem {
  /** One sentence: what is wrong, what was expected. */
  readonly message: string;
  /** From 1, in the text that was sent. */
  readonly line: number;
  readonly column: number;
  /** E.g. `did you mean "user.name"?` */
  readonly hint: string | null;
}

/** A search cannot be understood: the client's mistake, answered with 400. */
export class SearchRefused extends Error {
  readonly problems: readonly QueryProblem[];

  constructor(message: string, problems: readonly QueryProblem[] = []) {
    super(message);
    this.name = "SearchRefused";
    this.problems = problems;
  }
}

/** A suppression cannot be understood, or not be changed here: the client's mistake, answered with 400. */
export class SuppressionRefused extends Error {
  readonly problems: readonly QueryProblem[];

  constructor(message: string, problems: readonly QueryProblem[] = []) {
    super(message);
    this.name = "SuppressionRefused";
    this.problems = problems;
  }
}
