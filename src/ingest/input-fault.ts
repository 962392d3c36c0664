/** Reading an input has to stop; the message is the reason for the report, without a full stop. */
export class InputFault extends Error {
  /** Whether reading had begun, so that the report should tell how much was kept. */
  readonly begun: boolean;

  constructor(reason: string, begun = true) {
    super(reason);
    this.name = "InputFault";
    this.begun = begun;
  }
}
