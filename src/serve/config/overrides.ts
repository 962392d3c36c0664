/** What the command line says, as it was typed. Lists add to the file's, single values replace them. */
export interface Overrides {
  readonly source?: readonly string[];
  readonly rules?: readonly string[];
  /** False: `--no-builtin`. */
  readonly builtin?: boolean;
  readonly includeDisabled?: boolean;
  readonly suppressions?: readonly string[];
  readonly mmdb?: readonly string[];
  /** `stdout`: a channel that writes every alert to standard output. */
  readonly notify?: string;
  readonly listen?: string;
  readonly lateness?: string;
  readonly poll?: string;
  readonly memory?: string;
  readonly threads?: number;
}
