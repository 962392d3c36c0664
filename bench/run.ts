/** A command that is measured some times. The same key is the same command, whoever asks for it. */
export interface Run {
  readonly key: string;
  /** How often at most; the others of the bench may run oftener. */
  readonly most?: number;
  /** Of round 0, 1 ...: most do the same in each. */
  command(round: number): readonly string[];
  /** File that the command writes its summary to, for the parts of its time. */
  readonly summary?: string;
}

/** What a measure needs to be run, and what making it ready has already shown. */
export interface Prepared {
  readonly runs: readonly Run[];
  readonly facts?: Readonly<Record<string, number>>;
}
