/** A store cannot be opened or used. The message is for the person who runs the server, and never holds a password. */
export class OperationalError extends Error {
  override readonly name = "OperationalError";
}
