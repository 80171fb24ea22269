import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { DataSourceId } from "../ids.ts";
import { RsidPath } from "../report-suites/suites.ts";
import { JobError } from "./jobs.ts";
import { RejectedRow } from "./receipts.ts";

/** What parts the cells of a line. */
export const Delimiter = z.enum(["comma", "semicolon", "tab", "bar"]);
export type Delimiter = z.infer<typeof Delimiter>;

/** `auto`: UTF-16 by its mark, everything else UTF-8. */
export const FileEncoding = z.enum(["auto", "utf-16le", "utf-16be", "windows-1252"]);
export type FileEncoding = z.infer<typeof FileEncoding>;

/** How days are written; a time may follow after a blank or a `T`. `serial`: as a spreadsheet counts days. A cell of a workbook that is a number is always that. */
export const WrittenDate = z.enum(["YYYY-MM-DD", "DD-MM-YYYY", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY/MM/DD", "YYYYMMDD", "serial"]);
export type WrittenDate = z.infer<typeof WrittenDate>;

/** What stands before the decimals of an amount; the other sign, blanks and apostrophes part thousands. */
export const DecimalSign = z.enum(["point", "comma"]);
export type DecimalSign = z.infer<typeof DecimalSign>;

const To = z.string().trim().min(1).max(40);

/** A column of the file, by its name, and the header (FF26) under which it is read; null leaves it out. `turned`: its amounts have the other sign. */
export const MappedColumn = z.strictObject({ from: z.string().trim().min(1).max(200), to: To.nullable(), turned: z.boolean().default(false) });
export type MappedColumn = z.infer<typeof MappedColumn>;

/** A column that the file lacks, with the same value in each row. */
export const ConstantColumn = z.strictObject({ to: To, value: z.string().trim().min(1).max(255) });

export const FileMapping = z
  .strictObject({
    delimiter: Delimiter,
    encoding: FileEncoding,
    /** Of a workbook; the first one when blank. */
    sheet: z.string().trim().max(100),
    /** How many lines stand before the header. */
    skippedLines: z.int().min(0).max(1_000),
    dates: WrittenDate,
    decimals: DecimalSign,
    columns: z.array(MappedColumn).min(1).max(1_400),
    constants: z.array(ConstantColumn).max(50),
    /** What a file does that has a column which is not named here: it fails, or the column is left out. */
    others: z.enum(["refuse", "leave_out"]),
  })
  .meta({ id: "FileMapping" });
export type FileMapping = z.infer<typeof FileMapping>;

/** `version` is 0 while there is none; a change names the version that it changes. */
export const KeptMapping = z.object({ mapping: FileMapping.nullable(), version: z.int(), changedAt: z.iso.datetime().nullable() }).meta({ id: "KeptMapping" });
export type KeptMapping = z.infer<typeof KeptMapping>;

const SourcePath = RsidPath.extend({ dataSourceId: DataSourceId });

export const getMapping = endpoint({
  name: "getMapping",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/mapping",
  permission: "dataSource.manage",
  summary: "How files of a data source are read that are not in its own format: CSV and workbooks.",
  params: SourcePath,
  reply: KeptMapping,
});

export const saveMapping = endpoint({
  name: "saveMapping",
  method: "PUT",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/mapping",
  permission: "dataSource.manage",
  summary: "Keep how files of a data source are read, for every file that is loaded from now on, whatever way it came. `mapping` null ends it.",
  params: SourcePath,
  body: z.strictObject({ mapping: FileMapping.nullable(), version: z.int().min(0) }),
  reply: KeptMapping,
});

/** The most bytes of a file that is looked at, as Base64. */
export const SAMPLE_MAX_BYTES = 3 * 1024 * 1024;

export const MappingPreview = z
  .object({
    kind: z.enum(["text", "workbook"]),
    /** The file is in the source's own format, so that it is read without a mapping. */
    isOwnFormat: z.boolean(),
    sheets: z.array(z.string()),
    /** The mapping by which it was read: the given one, or one that was guessed. */
    mapping: FileMapping,
    /** The columns of the file with the first values in them. */
    columns: z.array(z.object({ name: z.string(), examples: z.array(z.string()) })),
    /** Why the file would fail as a whole. */
    failure: JobError.nullable(),
    /** The first rows as they would be read. */
    headers: z.array(z.string()),
    rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()), fault: RejectedRow.omit({ line: true }).nullable() })),
  })
  .meta({ id: "MappingPreview" });
export type MappingPreview = z.infer<typeof MappingPreview>;

export const previewMapping = endpoint({
  name: "previewMapping",
  method: "POST",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/mapping/preview",
  permission: "dataSource.manage",
  summary: "The first rows of a file as they would be read by a mapping, or by a guess at one. Nothing of it is loaded or kept.",
  params: SourcePath,
  body: z.strictObject({
    /** Base64. */
    sample: z.base64().max(Math.ceil(SAMPLE_MAX_BYTES / 3) * 4),
    /** False when only the beginning of the file was sent. */
    isWhole: z.boolean(),
    mapping: FileMapping.nullable(),
  }),
  reply: MappingPreview,
});
