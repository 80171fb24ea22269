import type { AccountReading, AccountRow } from "../accounts/account-queries.ts";
import type { UploadRow } from "../queries.ts";

/** What of its source's settings says how the text of a row is read. */
export type ReadBy = Pick<AccountReading, "date_format" | "hash_lines" | "return_prices">;

export function readingOf({ date_format, hash_lines, return_prices }: AccountRow): ReadBy {
  return { date_format, hash_lines, return_prices };
}

/** The source as it was when it read this upload. Its mended rows stand in the same format (FU23). */
export function readAs(account: AccountRow, upload: Pick<UploadRow, keyof ReadBy> | undefined): AccountRow {
  return {
    ...account,
    date_format: upload?.date_format ?? account.date_format,
    hash_lines: upload?.hash_lines ?? account.hash_lines,
    return_prices: upload?.return_prices ?? account.return_prices,
  };
}
