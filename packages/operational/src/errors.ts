/** A store that cannot be opened or used, in words for whoever runs the server. Never holds a password. */
export class OperationalError extends Error {
  override readonly name = "OperationalError";
}
