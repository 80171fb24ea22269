/** Why a whole file could not be read; no row of it is loaded. `message` says what to change. */
export interface FileFailure {
  readonly code: FileFailureCode;
  readonly message: string;
}

export type FileFailureCode =
  | "account.deleted"
  | "file.empty"
  | "file.encoding"
  | "file.gone"
  | "file.line_too_long"
  | "file.looks_day_first"
  | "file.looks_month_first"
  | "file.no_rows"
  | "file.not_loaded"
  | "file.not_text"
  | "file.too_many_days"
  | "file.strict"
  | "header.too_long"
  | "header.no_date"
  | "header.unknown"
  | "header.duplicate";

/** Text from a file as it may stand in a message: at most 60 characters, control characters escaped. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return JSON.stringify(characters.length > 60 ? `${characters.slice(0, 60).join("")}…` : text);
}
