export interface FoundFile {
  readonly path: string;
  /** Bytes on disk; 0 for standard input. */
  readonly size: number;
}
