import { StoreGroupCode } from "@rapport/contract";
import { StoreGroup } from "@rapport/contract/publishing";
import { codesCell, flagCell, textCell } from "@rapport/domain/lists";
import { listOf, stored, type ListOfThings } from "../organisation/index.ts";
import { listGroups, putGroup } from "./groups.ts";

/** The groups of stores as a CSV file. */
export const STORE_GROUPS_AS_LIST: ListOfThings = listOf(StoreGroupCode, StoreGroup, {
  ...stored({ table: "store_group", key: "code", kind: "store group" }),
  key: "code",
  cells: { name: textCell, stores: codesCell, paused: flagCell },
  columnOf: { "store.unknown": "stores" },
  put: async (deps, put) => await putGroup(deps, put),
  all: async (deps, legalEntity) => (await listGroups(deps, { legalEntity, list: { sort: "code", descending: false, page: 1 } })).storeGroups,
});
