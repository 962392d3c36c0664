export const EXIT = {
  done: 0,
  /** `--fail-on` was given and an alert reaches it. */
  alerts: 1,
  /** The command line or a rule is wrong; nothing was scanned. */
  usage: 2,
  /** Done, but some input could not be read, or a rule failed: each is named. */
  incomplete: 3,
  /** A bug. */
  internal: 70,
  /** Ended by Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;
