import { LegalEntityCode, Refusal } from "@rapport/contract";
import type { ListName } from "@rapport/contract/lists";
import { textCell } from "@rapport/domain/lists";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { z } from "zod";
import { ACTIVITY_TYPES } from "../activity-types/index.ts";
import { ATTRIBUTES_AS_LIST, GROUPS_AS_LIST, TYPES_AS_LIST } from "../attributes/index.ts";
import type { Deps } from "../deps.ts";
import { faultsOf, type Actor } from "../http/index.ts";
import { LISTS, type ListOfThings, type Outcome } from "../organisation/index.ts";
import { PARAMETERS_AS_LIST, SEQUENCES_AS_LIST } from "../parameters/index.ts";
import { STORE_GROUPS_AS_LIST } from "../store-groups/index.ts";
import { SCHEDULES_AS_LIST } from "./schedule-list.ts";
import { choicesIn } from "./column-choices.ts";
import { faultsIn, faultsOfRefusal, fieldIn, type EditableList, type Fate, type Values } from "./editable-list.ts";

const EVERY_LIST = {
  ...LISTS,
  "activity-types": ACTIVITY_TYPES,
  attributes: ATTRIBUTES_AS_LIST,
  "attribute-groups": GROUPS_AS_LIST,
  "attribute-types": TYPES_AS_LIST,
  "number-sequences": SEQUENCES_AS_LIST,
  parameters: PARAMETERS_AS_LIST,
  schedules: SCHEDULES_AS_LIST,
  "store-groups": STORE_GROUPS_AS_LIST,
};

/** A list of the organisation. Its rows are written by the rules of the forms: together where that is built, else one by one by the same writes. */
export function organisationList(list: Exclude<ListName, "customers" | "client-books" | "features">, ofEntity: LegalEntityCode | null): EditableList {
  const things = EVERY_LIST[list];
  // The list of legal entities belongs to none, and asks for none.
  const legalEntity = ofEntity ?? ("" as LegalEntityCode);
  return {
    key: things.key,
    columns: new Map([[things.key, textCell], ...Object.entries(things.cells)]),
    choicesOf: (column) => (things.change instanceof z.ZodObject ? choicesIn(things.change.shape[column]) : null),
    needs: things.needs,
    rowsDepend: things.rowsDepend === true,
    dryStoresNothing: false,
    codeOf: (cell) => things.code.safeParse(cell).data,
    async store({ db: trx, clock }, rows, { actor, whole }) {
      if (whole) await things.hold(trx, legalEntity);
      const codes = rows.flatMap((row) => things.code.safeParse(row[things.key]).data ?? []);
      const versions = await things.versions(trx, { legalEntity, codes });
      return await fatesOf(rows, { things, versions, put: { legalEntity, actor, listIsHeld: whole }, deps: { db: trx, clock } });
    },
    async *all(deps) {
      yield (await things.all(deps, legalEntity)) as readonly Values[];
    },
  };
}

interface Writes {
  readonly things: ListOfThings;
  readonly versions: ReadonlyMap<string, number>;
  readonly put: { readonly legalEntity: LegalEntityCode; readonly actor: Actor; readonly listIsHeld: boolean };
  readonly deps: { readonly db: Transaction<Database>; readonly clock: Deps["clock"] };
}

/** A row as a write, or what is wrong with its cells. */
type ReadRow = { readonly kind: "write"; readonly code: string; readonly change: unknown } | Fate;

async function fatesOf(rows: readonly Values[], writes: Writes): Promise<Fate[]> {
  const read = rows.map((row) => readRow(row, writes.things));
  const puts = read.filter((row) => row.kind === "write");
  const outcomes = await outcomesOf(puts, writes);
  const outcomeOf = new Map(puts.map((put, i) => [put, outcomes[i]]));
  return read.map((row) => {
    if (row.kind !== "write") return row;
    const outcome = outcomeOf.get(row);
    if (outcome === undefined) throw new Error("a row was not written");
    if (outcome.kind === "refused") return { kind: "invalid", faults: faultsOfRefusal(outcome.refusal, writes.things.columnOf) };
    const before = writes.versions.get(row.code);
    return { kind: before === undefined ? "added" : outcome.saved.version === before ? "unchanged" : "updated", faults: [] };
  });
}

function readRow(row: Values, things: ListOfThings): ReadRow {
  const { [things.key]: sent, ...fields } = row;
  const code = things.code.safeParse(sent, { reportInput: true });
  const change = things.change.safeParse(fields, { reportInput: true });
  if (code.success && change.success) return { kind: "write", code: code.data, change: change.data };
  const wrongCode = code.success ? [] : faultsIn(faultsOf(code.error), () => things.key);
  return { kind: "invalid", faults: [...wrongCode, ...(change.success ? [] : faultsIn(faultsOf(change.error), fieldIn))] };
}

type WriteRow = Extract<ReadRow, { kind: "write" }>;

/** Writes the rows: together where the list can, else one by one. */
async function outcomesOf(rows: readonly WriteRow[], { things, put, deps }: Writes): Promise<readonly Outcome[]> {
  const puts = rows.map(({ code, change }) => ({ code, change }));
  if (things.putAll !== undefined) {
    try {
      return await things.putAll(deps, { ...put, puts });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // It is about all of them, and nothing was written.
      return rows.map(() => ({ kind: "refused", refusal: error }));
    }
  }
  const outcomes: Outcome[] = [];
  for (const one of puts) {
    try {
      outcomes.push({ kind: "stored", saved: (await things.put(deps, { ...put, ...one })).saved });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcomes.push({ kind: "refused", refusal: error });
    }
  }
  return outcomes;
}
