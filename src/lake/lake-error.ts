/** A lake that cannot be used as asked. The message is for people and names the directory. */
export class LakeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LakeError";
  }
}

/** Another process has the lake open for writing. */
export class LakeInUse extends LakeError {
  constructor(message: string) {
    super(message);
    this.name = "LakeInUse";
  }
}
