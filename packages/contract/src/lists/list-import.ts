import { z } from "zod";
import { Params } from "../refusals/index.ts";

export const OrganisationList = z.enum([
  "activity-types",
  "address-books",
  "attribute-groups",
  "attribute-types",
  "attributes",
  "number-sequences",
  "parameters",
  "permission-groups",
  "registers",
  "stores",
  "workers",
]);
export type OrganisationList = z.infer<typeof OrganisationList>;
/** Where and when headquarters publishes. */
export const DistributionList = z.enum(["schedules", "store-groups"]);
export type DistributionList = z.infer<typeof DistributionList>;
export const ListName = z.enum([...OrganisationList.options, ...DistributionList.options, "legal-entities", "customers", "client-books", "features"]);
export type ListName = z.infer<typeof ListName>;

export const ImportId = z.uuid().brand<"ImportId">();
export type ImportId = z.infer<typeof ImportId>;

/**
 * `checking`: the file is read as if it were applied, and nothing is stored. `checked`: what it would do is known. `applied`: it is done.
 * `failed`: the file cannot be read, or not stored to its end, and `failure` says why. With the mode `good`, the counts are of what was stored before; they stay
 * stored.
 */
export const ImportPhase = z.enum(["checking", "checked", "applying", "applied", "failed"]);
export type ImportPhase = z.infer<typeof ImportPhase>;

/** `all`: every row or none. `good`: the good rows, and the others are named. */
export const ImportMode = z.enum(["all", "good"]);
export type ImportMode = z.infer<typeof ImportMode>;

const Told = z.object({ code: z.string(), params: Params });

/** A file with rows of a list, and what it does or did (IE1). */
export const ListImport = z
  .object({
    id: ImportId,
    list: ListName,
    filename: z.string(),
    phase: ImportPhase,
    /** `null` until it is applied. */
    mode: ImportMode.nullable(),
    /** The part of the file that is read in this phase, from 0 to 1. */
    progress: z.number(),
    /** Rows that are or would be added, changed, left because they say what is stored already, and not stored because of a fault. */
    added: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    invalid: z.int(),
    /** Rows that are stored although something is told of them. */
    told: z.int(),
    /** The names of the file's columns, in their order. */
    header: z.array(z.string()),
    /** The columns of the file that the list has, and those it does not have, which are not read. */
    columns: z.array(z.string()),
    unknownColumns: z.array(z.string()),
    failure: Told.extend({ message: z.string() }).nullable(),
    at: z.iso.datetime(),
    /** `null` for a key. */
    by: z.string().nullable(),
  })
  .meta({ id: "ListImport" });
export type ListImport = z.infer<typeof ListImport>;

/** What is wrong with a cell or a row: the form of the same thing says the same. `column` is `null` for the row as a whole. */
export const ImportFault = Told.extend({ column: z.string().nullable(), detail: z.string() }).meta({ id: "ImportFault" });
export type ImportFault = z.infer<typeof ImportFault>;

/** A row with a fault. */
export const ImportProblem = z
  .object({
    /** The line of the file at which the row begins, from 1. */
    line: z.int(),
    /** The row's own code, as in the file. */
    key: z.string(),
    /** True for a row that is stored all the same. */
    stored: z.boolean(),
    /** The cells of the file, in the order of its columns. */
    cells: z.array(z.string()),
    faults: z.array(ImportFault),
  })
  .meta({ id: "ImportProblem" });
export type ImportProblem = z.infer<typeof ImportProblem>;

/** A column of a list's file. */
export const ListColumn = z
  .object({
    name: z.string(),
    /** The column by which a row is known; every file has it. */
    isKey: z.boolean(),
    /** A row that is new fills it in. */
    isNeeded: z.boolean(),
    /** What stands in its cells: `codes` and `numbers` are several with blanks between them, `texts` with bars, `lines` one on each line. */
    holds: z.enum(["text", "flag", "codes", "numbers", "number", "decimal", "amount", "date", "texts", "lines"]),
    /** The values that a cell can have; null where it can have others. */
    choices: z.array(z.string()).nullable(),
  })
  .meta({ id: "ListColumn" });
export type ListColumn = z.infer<typeof ListColumn>;
