import { pino, type DestinationStream, type Logger } from "pino";

/** Structured log lines on standard error: the terminal's standard output is for the person who started the server. */
export function createLog(destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level: "info", base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } }, destination);
}

interface Described {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly at?: readonly string[];
  readonly cause?: Described;
}

/**
 * What is safe to log of an error. PostgreSQL's errors about values repeat the value, and their `detail` repeats rows, so only
 * the code and the names of table and constraint are kept.
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: "something that is no error was thrown" };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const at = error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 12)
    .map((line) => line.trim());
  return {
    type: error.name,
    ...code,
    message: messageOf(error),
    ...(at !== undefined && at.length > 0 && { at }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function messageOf(error: Error): string {
  if (!("severity" in error && "routine" in error)) return error.message.slice(0, 1000);
  const { code, table, constraint } = error as { code?: string; table?: string; constraint?: string };
  return `PostgreSQL refused a statement (${[code, table, constraint].filter((part) => part !== undefined).join(", ")})`;
}
