import { WarehouseError } from "./warehouse.ts";

/**
 * The engine's refusal without data. Its messages repeat values, which may be people's. So only the code and its name are
 * kept, and, when the message is only about the statement, the engine's own words without literals. The cause is left out for
 * the same reason.
 */
export function engineError(what: string, cause: unknown): WarehouseError {
  if (cause instanceof WarehouseError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const code = engineCode(text, cause);
  if (code === 0) return new WarehouseError(`${what} failed: ${withoutLiterals(text).slice(0, 300)}`, { code });
  const name = /\(([A-Z][A-Z0-9_]{3,})\)/.exec(text)?.[1] ?? errorType(cause);
  const words = ABOUT_THE_STATEMENT.has(code)
    ? `: ${withoutLiterals(text)
        .replace(/^Code: \d+\. DB::Exception: /, "")
        .slice(0, 500)}`
    : "";
  return new WarehouseError(`${what} failed: ClickHouse error ${code} (${name})${words}`, { code });
}

/** Faults in our SQL: unknown column, table, function, setting or type; wrong syntax, argument count or type, grouping. */
const ABOUT_THE_STATEMENT = new Set([10, 16, 36, 42, 43, 44, 46, 47, 50, 57, 60, 62, 80, 81, 115, 179, 184, 207, 215, 352, 386, 456]);

/** Text that does not fit the columns. */
const ABOUT_THE_DATA = new Set([6, 25, 26, 27, 33, 38, 41, 53, 69, 72, 117, 131, 321]);

/** True when the warehouse refuses rows or values because of their content. */
export function isAboutTheData(error: unknown): boolean {
  return error instanceof WarehouseError && ABOUT_THE_DATA.has(error.code);
}

/** True for a failure that the work itself did not cause: no answer, a full disk, too much at once. The same work may succeed later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof WarehouseError) return !ABOUT_THE_DATA.has(error.code) && !ABOUT_THE_STATEMENT.has(error.code);
  return error instanceof Error && isPassing(error.cause);
}

const NOT_ENOUGH_SPACE = 243;

/** True for a refusal because the warehouse's disk is full. */
export function isWarehouseFull(error: unknown): boolean {
  if (error instanceof WarehouseError) return error.code === NOT_ENOUGH_SPACE;
  return error instanceof Error && isWarehouseFull(error.cause);
}

/** The client gives the name apart from the message. */
function errorType(cause: unknown): string {
  const type = typeof cause === "object" && cause !== null && "type" in cause ? cause.type : undefined;
  return typeof type === "string" ? type : "no name";
}

function engineCode(text: string, cause: unknown): number {
  const own = /^(?:Error: )?Code: (\d+)\./.exec(text)?.[1];
  if (own !== undefined) return Number(own);
  if (typeof cause !== "object" || cause === null) return 0;
  const fields = cause as { code?: unknown; clickhouseCode?: unknown }; // chDB's and the client's error classes
  const code = Number(fields.clickhouseCode ?? fields.code);
  return Number.isInteger(code) ? code : 0;
}

function withoutLiterals(text: string): string {
  return text.replaceAll(/'(?:[^'\\]|\\.)*'?/gs, "'…'").replaceAll(/\s+/g, " ");
}
