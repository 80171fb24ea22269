import { parsedRows } from "./answers.ts";
import { checkedParameters } from "./parameters.ts";
import { WarehouseError, type InsertRows, type InsertTsv, type NamedQuery, type Warehouse } from "./warehouse.ts";
import { z } from "zod";

/** The parts of a named query that can be sent to another thread; its schemas cannot. */
type SentQuery = Pick<NamedQuery, "name" | "text"> & { readonly heavy: boolean };

type Answered<T> = { readonly value: T } | { readonly failure: { readonly message: string; readonly code: number } };

/** A warehouse with plain calls and plain data, for a thread that must not load the engine itself. */
export interface WarehouseHost {
  bytes(query: SentQuery, params: unknown): Promise<Answered<Uint8Array>>;
  run(query: SentQuery, params: unknown): Promise<Answered<null>>;
  insert(rows: InsertRows): Promise<Answered<null>>;
  insertTsv(rows: InsertTsv): Promise<Answered<null>>;
  ping(): Promise<Answered<boolean>>;
}

/** The side of the thread that has opened the warehouse. `settled` resolves when no request is running. */
export function warehouseHost(warehouse: Warehouse): { readonly host: WarehouseHost; settled(): Promise<void> } {
  const underWay = new Set<Promise<unknown>>();
  const host: WarehouseHost = {
    bytes: async (query, params) => await answered(() => warehouse.bytes(anyParameters(query), params)),
    run: async (query, params) => await answered(() => warehouse.run(anyParameters(query), params).then(nothing)),
    insert: async (rows) => await answered(() => warehouse.insert({ ...rows, ndjson: asBuffer(rows.ndjson) }).then(nothing)),
    insertTsv: async (rows) => await answered(() => warehouse.insertTsv({ ...rows, tsv: asBuffer(rows.tsv) }).then(nothing)),
    ping: async () => await answered(() => warehouse.ping()),
  };
  return {
    host,
    settled: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };

  async function answered<T>(work: () => Promise<T>): Promise<Answered<T>> {
    const working = work();
    underWay.add(working);
    try {
      return { value: await working };
    } catch (error) {
      if (!(error instanceof WarehouseError)) throw error;
      return { failure: { message: error.message, code: error.code } };
    } finally {
      underWay.delete(working);
    }
  }
}

/** The other side: the same warehouse, whose `close` does nothing. The channel may transfer large buffers, so send none of them twice. */
export function remoteWarehouse(host: WarehouseHost, kind: Warehouse["kind"]): Warehouse {
  const bytes: Warehouse["bytes"] = async (query, params) => unwrapped(await host.bytes(sent(query), checkedParameters(query, params)));
  const lines: Warehouse["lines"] = async (query, params) => Buffer.from(await bytes(query, params)).toString();
  return {
    kind,
    bytes,
    lines,
    rows: async (query, params) => parsedRows(query, await lines(query, params)),
    run: async (query, params) => void unwrapped(await host.run(sent(query), checkedParameters(query, params))),
    insert: async (rows) => void unwrapped(await host.insert(rows)),
    insertTsv: async (rows) => void unwrapped(await host.insertTsv(rows)),
    ping: async () => unwrapped(await host.ping()),
    close: () => Promise.resolve(),
  };
}

function sent({ name, text, heavy = false }: NamedQuery): SentQuery {
  return { name, text, heavy };
}

/** The other side has checked them. */
function anyParameters(query: SentQuery): NamedQuery {
  return { ...query, params: z.unknown(), row: z.unknown() };
}

function unwrapped<T>(answer: Answered<T>): T {
  if ("failure" in answer) throw new WarehouseError(answer.failure.message, { code: answer.failure.code });
  return answer.value;
}

/** After a channel, a buffer is a plain array of bytes. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const nothing = (): null => null;
