import type { Refusal } from "@rapport/contract";
import type { ImportFault } from "@rapport/contract/lists";
import { wrongInEnglish, type Fault, type Wrong } from "@rapport/contract/refusals";
import type { CellForm } from "@rapport/domain/lists";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";

/** What becomes of a row. Faults of a row that is stored are told. */
export interface Fate {
  readonly kind: "added" | "updated" | "unchanged" | "invalid";
  readonly faults: readonly ImportFault[];
}

export interface Storing {
  readonly actor: Actor;
  /** True when the transaction is undone afterwards. */
  readonly dry: boolean;
  /** True when the transaction stores the whole file. */
  readonly whole: boolean;
}

export type Values = Readonly<Record<string, unknown>>;

/** A list whose rows can be exported to a CSV file and imported from one. */
export interface EditableList {
  /** The column with the code of a row. */
  readonly key: string;
  /** Every column with the form of its cells, in order, the key first. */
  readonly columns: ReadonlyMap<string, CellForm>;
  /** The values that a cell of a column can have; null where it can have others. */
  choicesOf?(column: string): readonly string[] | null;
  /** The columns that a new row fills in, besides the key. */
  readonly needs?: readonly string[];
  /** True when one row can be wrong because of another, so that the whole file is judged in one transaction. */
  readonly rowsDepend: boolean;
  /** True when a dry run stores nothing but audit entries, so that it is not undone: it tells which rows are there already. */
  readonly dryStoresNothing: boolean;
  /** The code as it is stored; `undefined` for a cell that is no code. */
  codeOf(cell: string): string | undefined;
  /** Stores rows, each with another code, in the transaction. */
  store(deps: { db: Transaction<Database>; clock: Deps["clock"] }, rows: readonly Values[], how: Storing): Promise<Fate[]>;
  /** Every row, in parts. */
  all(deps: Pick<Deps, "db" | "clock">, actor: Actor): AsyncIterable<readonly Values[]>;
}

/** What is wrong with a column, or with the row as a whole. */
export function faultOf(column: string | null, wrong: Wrong): ImportFault {
  return { column, code: wrong.code, params: wrong.params, detail: wrongInEnglish(wrong) };
}

export function faultsIn(faults: readonly Fault[], columnOf: (path: Fault["path"]) => string | null): ImportFault[] {
  return faults.map(({ path, wrong }) => faultOf(columnOf(path), wrong));
}

/** What a refusal says of a row: each of its faults, or else itself. */
export function faultsOfRefusal(refusal: Refusal, columnOf: Readonly<Record<string, string>>): ImportFault[] {
  if (refusal.faults.length > 0) return faultsIn(refusal.faults, fieldIn);
  return [{ column: columnOf[refusal.code] ?? null, code: refusal.code, params: refusal.params, detail: refusal.message }];
}

/** A field is the column of its name. */
export function fieldIn([field]: Fault["path"]): string | null {
  return typeof field === "string" ? field : null;
}
