/** SQLSTATE classes and codes of a database that is not there just now: connection lost, shutting down, starting up, out of connections. */
const AWAY = /^(?:08...|57P0[1-5]|53300)$/;
const AWAY_BELOW = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** What the client says of a connection that ended, without a code. */
const AWAY_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect)/;

/** True for an error that says of PostgreSQL only that it does not answer: the same work may succeed later. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "LockLost" || error.name === "StoreAway" || AWAY_WORDS.test(error.message)) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && (AWAY.test(code) || (AWAY_BELOW.has(code) && syscall !== "open"))) return true;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  return isAway(error.cause);
}

/** As PostgreSQL and the system say that a disk has no room. */
const NO_ROOM = new Set(["53100", "ENOSPC", "EDQUOT"]);

/** True for an error that says only that there is no room on a disk: the same work may succeed later. */
export function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && (("code" in error && NO_ROOM.has(String(error.code))) || isOutOfRoom(error.cause));
}
