import { LegalEntityCode, Refusal } from "@rapport/contract";
import type { ListName } from "@rapport/contract/lists";
import { textCell } from "@rapport/domain/lists";
import { ACTIVITY_TYPES } from "../activity-types/index.ts";
import { ATTRIBUTES_AS_LIST, GROUPS_AS_LIST, TYPES_AS_LIST } from "../attributes/index.ts";
import { faultsOf, type Actor } from "../http/index.ts";
import { LISTS, type ListOfThings } from "../organisation/index.ts";
import { PARAMETERS_AS_LIST, SEQUENCES_AS_LIST } from "../parameters/index.ts";
import { STORE_GROUPS_AS_LIST } from "../store-groups/index.ts";
import { SCHEDULES_AS_LIST } from "./schedule-list.ts";
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

/** A list of the organisation. Its rows are written one by one, by the same writes as the forms use. */
export function organisationList(list: Exclude<ListName, "customers" | "client-books" | "features">, ofEntity: LegalEntityCode | null): EditableList {
  const things = EVERY_LIST[list];
  // The list of legal entities belongs to none, and asks for none.
  const legalEntity = ofEntity ?? ("" as LegalEntityCode);
  return {
    key: things.key,
    columns: new Map([[things.key, textCell], ...Object.entries(things.cells)]),
    rowsDepend: things.rowsDepend === true,
    dryStoresNothing: false,
    codeOf: (cell) => things.code.safeParse(cell).data,
    async store({ db: trx, clock }, rows, { actor, whole }) {
      if (whole) await things.hold(trx, legalEntity);
      const codes = rows.flatMap((row) => things.code.safeParse(row[things.key]).data ?? []);
      const versions = await things.versions(trx, { legalEntity, codes });
      const fates: Fate[] = [];
      for (const row of rows) fates.push(await fateOf(row, { things, versions, put: { legalEntity, actor, listIsHeld: whole }, deps: { db: trx, clock } }));
      return fates;
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
  readonly deps: Parameters<ListOfThings["put"]>[0];
}

async function fateOf(row: Values, { things, versions, put, deps }: Writes): Promise<Fate> {
  const { [things.key]: sent, ...fields } = row;
  const code = things.code.safeParse(sent, { reportInput: true });
  const change = things.change.safeParse(fields, { reportInput: true });
  if (!code.success || !change.success) {
    const wrongCode = code.success ? [] : faultsIn(faultsOf(code.error), () => things.key);
    return { kind: "invalid", faults: [...wrongCode, ...(change.success ? [] : faultsIn(faultsOf(change.error), fieldIn))] };
  }
  const before = versions.get(code.data);
  try {
    const { saved } = await things.put(deps, { ...put, code: code.data, change: change.data });
    return { kind: before === undefined ? "added" : saved.version === before ? "unchanged" : "updated", faults: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "invalid", faults: faultsOfRefusal(error, things.columnOf) };
  }
}
