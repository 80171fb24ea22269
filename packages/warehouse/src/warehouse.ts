import type { z } from "zod";

/** A ClickHouse query as a named constant. Values are bound as parameters and never become part of its text. */
export interface NamedQuery<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** `{name:Type}` for each parameter. */
  readonly text: string;
  readonly params: P;
  readonly row: R;
  /** True for a query that reads much (a report). Such queries never hold all sessions, so that short reads continue beside them. */
  readonly heavy?: boolean;
}

export type Settings = Readonly<Record<string, string | number>>;

/** Values of parameters, which the engine binds as the types named in the query's text. Dates as `YYYY-MM-DD hh:mm:ss.mmm`, UTC. */
export type ParamValue = string | number | bigint | boolean | readonly ParamValue[] | { readonly [key: string]: ParamValue };

export interface InsertRows {
  readonly table: string;
  /** One JSON object on each line, UTF-8. Decimals and 64-bit integers may be strings; dates are epoch milliseconds or `YYYY-MM-DD hh:mm:ss.mmm` UTC. */
  readonly ndjson: Buffer;
  readonly columns?: readonly string[];
  /** The same token again changes nothing. */
  readonly token?: string;
}

export interface InsertTsv {
  readonly table: string;
  /** Lines of TabSeparated text, UTF-8, in the order of `columns`. */
  readonly tsv: Buffer;
  readonly columns: readonly string[];
  /** The same token again changes nothing. */
  readonly token?: string;
}

export interface ReadOptions {
  /** Aborted when nobody waits for the answer any more. Then the query ends, or never begins, and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * The warehouse: embedded (chDB) or a ClickHouse server, with the same SQL.
 * Rejects with `WarehouseError`, which has the query's name and the engine's code, never a person's data.
 */
export interface Warehouse {
  readonly kind: "embedded" | "server";
  /** Runs a named query and parses each row. */
  rows<P extends z.ZodType, R extends z.ZodType>(query: NamedQuery<P, R>, params: z.input<P>, options?: ReadOptions): Promise<z.output<R>[]>;
  /** The answer as unparsed JSONEachRow lines, for hot paths that parse themselves. */
  lines(query: NamedQuery, params: unknown, options?: ReadOptions): Promise<string>;
  /** The same as UTF-8 bytes, for another thread. */
  bytes(query: NamedQuery, params: unknown, options?: ReadOptions): Promise<Uint8Array>;
  /** A statement without an answer (DDL, INSERT ... SELECT, DELETE). */
  run(query: NamedQuery, params: unknown): Promise<void>;
  /** Durable on disk when it resolves. Readers see an insert of one month completely or not at all. */
  insert(rows: InsertRows): Promise<void>;
  /** Inserts lines of TabSeparated text. */
  insertTsv(rows: InsertTsv): Promise<void>;
  /** True when the engine answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export class WarehouseError extends Error {
  override readonly name = "WarehouseError";
  /** ClickHouse's error code, e.g. 60 for an unknown table; 0 when the engine gave none. */
  readonly code: number;
  constructor(message: string, options: ErrorOptions & { code: number }) {
    super(message, options);
    this.code = options.code;
  }
}
