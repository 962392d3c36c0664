/** A channel or route that cannot work as configured. The message is for people and holds no secret. */
export class NotifyError extends Error {
  override readonly name = "NotifyError";
}
