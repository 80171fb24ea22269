/** SQLSTATE classes and codes of a database that is away for now: connection lost, shutting down, starting up, out of connections. */
const AWAY = /^(?:08...|57P0[1-5]|53300)$/;
const AWAY_BELOW = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** The client's messages for a connection that ended; these have no code. */
const AWAY_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect)/;

/** True for an error that only means that PostgreSQL does not answer. The same work may succeed later. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "LockLost" || error.name === "StoreAway" || AWAY_WORDS.test(error.message)) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && (AWAY.test(code) || (AWAY_BELOW.has(code) && syscall !== "open"))) return true;
  if (error instanceof AggregateError && error.errors.some(isAway)) return true;
  return isAway(error.cause);
}

/** The codes of PostgreSQL and the system for a full disk. */
const NO_ROOM = new Set(["53100", "ENOSPC", "EDQUOT"]);

/** True for an error that only means that a disk is full. The same work may succeed later. */
export function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && (("code" in error && NO_ROOM.has(String(error.code))) || isOutOfRoom(error.cause));
}

/** True when a row that a write names was deleted before the write was done. A deletion of what others name has the same code. */
export function isReferenceGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isGone = "code" in error && error.code === "23503" && !error.message.startsWith("update or delete on table");
  return isGone || isReferenceGone(error.cause);
}
