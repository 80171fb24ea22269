import type { ImportFault } from "@rapport/contract/lists";
import { fileFailure, wrong } from "@rapport/contract/refusals";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { faultOf, type EditableList, type Values } from "./editable-list.ts";
import { chunksOf } from "./queries.ts";
import { CsvFailure, openCsv, placesOf, type CsvRow } from "./read-csv.ts";

export interface ReadRow {
  readonly line: number;
  /** The row's own code, as in the file. */
  readonly key: string;
  readonly cells: readonly string[];
  /** The fields that the file has a column for. */
  readonly values: Values;
  readonly faults: readonly ImportFault[];
}

export interface Batch {
  readonly rows: readonly ReadRow[];
  /** How many bytes of the file are read. */
  readonly readBytes: number;
  readonly header: readonly string[];
  readonly columns: readonly string[];
  readonly unknownColumns: readonly string[];
}

const ROWS_A_BATCH = 500;
/** About 4 MB of text, however few rows that is. */
const CHARACTERS_A_BATCH = 4 * 1024 ** 2;
/** What a cell takes besides its text. */
const OF_A_CELL = 16;
const MOST_ROWS = 500_000;
/** Of a list that is judged in one piece. */
const MOST_ROWS_THAT_DEPEND = 10_000;
const MOST_MEGABYTES_THAT_DEPEND = 16;

/** Reads a file's rows, some hundred at a time, or fewer long ones; `after` is the last line that needs no reading again. Throws `CsvFailure`. */
export async function* readBatches(db: Kysely<Database>, { id, list, after }: { id: string; list: EditableList; after: number }): AsyncGenerator<Batch> {
  let readBytes = 0;
  const bytes = async function* () {
    for await (const chunk of chunksOf(db, id)) {
      readBytes += chunk.length;
      if (list.rowsDepend && readBytes > MOST_MEGABYTES_THAT_DEPEND * 1024 ** 2)
        throw new CsvFailure(fileFailure("list.too_large", { megabytes: MOST_MEGABYTES_THAT_DEPEND }));
      yield chunk;
    }
  };
  const most = list.rowsDepend ? MOST_ROWS_THAT_DEPEND : MOST_ROWS;
  const { header, rows } = await openCsv(bytes(), [...list.columns.keys()]);
  const { places, unknown: unknownColumns } = placesOf(header, { columns: [...list.columns.keys()], key: list.key });
  const read = rowReader({ list, places, width: header.length });
  const columns = [...places.keys()];
  let count = 0;
  let batch: ReadRow[] = [];
  let characters = 0;
  for await (const row of rows) {
    if (++count > most) throw new CsvFailure(fileFailure("list.too_many_rows", { most }));
    const one = read(row);
    if (row.line <= after) continue;
    batch.push(one);
    characters += row.cells.reduce((sum, cell) => sum + cell.length + OF_A_CELL, 0);
    if (batch.length < ROWS_A_BATCH && characters < CHARACTERS_A_BATCH) continue;
    yield { rows: batch, readBytes, header, columns, unknownColumns };
    [batch, characters] = [[], 0];
  }
  if (count === 0) throw new CsvFailure(fileFailure("list.no_rows", {}));
  yield { rows: batch, readBytes, header, columns, unknownColumns };
}

/** Reads rows one after the other, and knows the codes of those it read. */
function rowReader({ list, places, width }: { list: EditableList; places: ReadonlyMap<string, number>; width: number }): (row: CsvRow) => ReadRow {
  const seen = new Map<string, number>();
  const at = places.get(list.key) ?? 0;
  return ({ line, cells }) => {
    const key = cells[at]?.trim() ?? "";
    const code = list.codeOf(key);
    const earlier = code === undefined ? undefined : seen.get(code);
    if (code !== undefined && earlier === undefined) seen.set(code, line);
    const faults = [...faultsOfWidth(cells, width), ...(earlier === undefined ? [] : [faultOf(list.key, wrong("row.line_twice", { line: earlier }))])];
    return { line, key, cells, values: faults.length > 0 ? {} : valuesOf(cells, { list, places }), faults };
  };
}

/** Spreadsheets write blank cells behind the last column; anything else there would be lost. */
function faultsOfWidth(cells: readonly string[], width: number): ImportFault[] {
  const found = cells.findLastIndex((cell, i) => i < width || cell.trim() !== "") + 1;
  return found === width ? [] : [faultOf(null, wrong("row.line_cells", { found, expected: width }))];
}

function valuesOf(cells: readonly string[], { list, places }: { list: EditableList; places: ReadonlyMap<string, number> }): Values {
  return Object.fromEntries([...places].map(([column, at]) => [column, list.columns.get(column)?.read(cells[at] ?? "")]));
}
