/** A lake that cannot be used as asked. The message is for people and names the directory. */
export class LakeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LakeError";
  }
}
