import { z } from "zod";
import { ColumnsInQuery, MOST_COLUMNS, SourceColumn } from "./columns.ts";
import { endpoint } from "../endpoint.ts";
import { Company, DataSourceId, Rsid } from "../ids.ts";

/** The kind of a source's rows. Rows of `refund` give back parts of orders, and no more than is left of them (RT3). */
export const DataSourceType = z.enum(["summary", "transactionid", "visitorid", "refund"]);
export type DataSourceType = z.infer<typeof DataSourceType>;

/** The kinds that a caller may send; `generic` is the documented word for summary. */
export const DataSourceTypeInput = z.enum([...DataSourceType.options, "generic"]).transform((type): DataSourceType => (type === "generic" ? "summary" : type));

export const UploadMode = z.enum(["lenient", "strict"]);
export type UploadMode = z.infer<typeof UploadMode>;

/** How the days of a file are written: `MM/DD/YYYY` or `DD/MM/YYYY` (D11). */
export const DateFormat = z.enum(["month_first", "day_first"]);
export type DateFormat = z.infer<typeof DateFormat>;

/** How lines below the header that begin with `#` are read (D8). */
export const HashLines = z.enum(["comments", "rows"]);
export type HashLines = z.infer<typeof HashLines>;

/** The sign of the price in a row that returns units or orders (D13). */
export const ReturnPrices = z.enum(["negative", "positive"]);
export type ReturnPrices = z.infer<typeof ReturnPrices>;

/** What becomes of rows dated before the day of their order, or long before the suite's first hit (U7): `warn` counts and tells them, `reject` rejects them. */
export const EarlyRows = z.enum(["warn", "reject"]);
export type EarlyRows = z.infer<typeof EarlyRows>;

/** What becomes of rows that an earlier file of the source has (U7): `warn` counts and tells them, `reject` rejects them. */
export const RepeatedRows = z.enum(["warn", "reject"]);
export type RepeatedRows = z.infer<typeof RepeatedRows>;

/** What a source does after a file that failed (E2): goes on with the next one, or stops until it is restarted. */
export const OnErrors = z.enum(["continue", "stop"]);
export type OnErrors = z.infer<typeof OnErrors>;

/** An account in the documented 2.0 shape, with our `mode` and the settings by which its files are read. The FTP fields are empty while the server has no SFTP; the password is only in the answer that made the account. */
export const DataSourceAccount = z
  .object({
    name: z.string(),
    email: z.string(),
    data_source_id: z.int(),
    type: DataSourceType,
    mode: UploadMode,
    date_format: DateFormat,
    hash_lines: HashLines,
    return_prices: ReturnPrices,
    early_rows: EarlyRows,
    repeated_rows: RepeatedRows,
    on_errors: OnErrors,
    /** The job whose file stopped the source; null while it is not stopped. */
    stopped_by: z.int().nullable(),
    /** False while it is deactivated: it takes no files (FU16). */
    active: z.boolean(),
    /** What its files hold, by which its template is made; empty when nobody chose (FU19). */
    columns: z.array(SourceColumn),
    date_created: z.iso.date(),
    ftp_hostname: z.string(),
    ftp_username: z.string(),
    ftp_password: z.string(),
  })
  .meta({ id: "DataSourceAccount" });
export type DataSourceAccount = z.infer<typeof DataSourceAccount>;

const AccountPath = z.object({ company: Company, rsid: Rsid });

export const OneAccountPath = AccountPath.extend({ dataSourceId: DataSourceId });

export const createDataSource = endpoint({
  name: "createDataSource",
  method: "POST",
  path: "/api/:company/datasources/account/:rsid",
  permission: "dataSource.manage",
  summary: "Create a data source account. `columns` is JSON, names with their headers: the template has them.",
  params: AccountPath,
  query: z.object({
    type: DataSourceTypeInput.default("summary"),
    name: z.string().trim().max(200).optional(),
    email: z.string().trim().max(254).optional(),
    mode: UploadMode.default("lenient"),
    date_format: DateFormat.default("month_first"),
    hash_lines: HashLines.default("comments"),
    return_prices: ReturnPrices.default("negative"),
    early_rows: EarlyRows.default("warn"),
    repeated_rows: RepeatedRows.default("warn"),
    on_errors: OnErrors.default("continue"),
    columns: ColumnsInQuery.optional(),
  }),
  reply: DataSourceAccount,
});

export const listDataSources = endpoint({
  name: "listDataSources",
  method: "GET",
  path: "/api/:company/datasources/account/:rsid",
  permission: "dataSource.manage",
  summary: "The data source accounts of a report suite.",
  params: AccountPath,
  reply: z.array(DataSourceAccount),
});

export const getDataSource = endpoint({
  name: "getDataSource",
  method: "GET",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary: "One data source account.",
  params: OneAccountPath,
  reply: DataSourceAccount,
});

export const changeDataSource = endpoint({
  name: "changeDataSource",
  method: "PATCH",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary:
    "Change the settings by which an account's files are read, from the next file on. `columns` are those of its template: each file is read by its own header.",
  params: OneAccountPath,
  body: z.strictObject({
    mode: UploadMode.optional(),
    date_format: DateFormat.optional(),
    hash_lines: HashLines.optional(),
    return_prices: ReturnPrices.optional(),
    early_rows: EarlyRows.optional(),
    repeated_rows: RepeatedRows.optional(),
    on_errors: OnErrors.optional(),
    columns: z.array(SourceColumn).max(MOST_COLUMNS).optional(),
  }),
  reply: DataSourceAccount,
});

export const deleteDataSource = endpoint({
  name: "deleteDataSource",
  method: "DELETE",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId",
  permission: "dataSource.manage",
  summary: "Delete an account; its rows stay in reports.",
  params: OneAccountPath,
  reply: z.object({ success: z.boolean(), message: z.string() }),
});

export const getTemplate = endpoint({
  name: "getTemplate",
  method: "GET",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId/template",
  permission: "dataSource.manage",
  summary: "An empty file with comment lines, friendly names and the headers that were chosen for the source, or those of its type.",
  params: OneAccountPath,
  replyKind: "file",
});

export const restartDataSource = endpoint({
  name: "restartDataSource",
  method: "POST",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId/restart",
  permission: "dataSource.manage",
  summary: "Restart a source that stopped after a file that failed: the files that waited are loaded.",
  params: OneAccountPath,
  reply: DataSourceAccount,
});

export const deactivateDataSource = endpoint({
  name: "deactivateDataSource",
  method: "POST",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId/deactivate",
  permission: "dataSource.manage",
  summary:
    "Deactivate a source: it takes no files until it is activated again, by no way, and its SFTP login ends meanwhile. Its rows stay, and files that it took are still loaded.",
  params: OneAccountPath,
  reply: DataSourceAccount,
});

export const activateDataSource = endpoint({
  name: "activateDataSource",
  method: "POST",
  path: "/api/:company/datasources/account/:rsid/:dataSourceId/activate",
  permission: "dataSource.manage",
  summary: "Activate a source again: it takes files as before, those in its folder first.",
  params: OneAccountPath,
  reply: DataSourceAccount,
});
