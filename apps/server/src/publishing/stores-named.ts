import { Refusal } from "@rapport/contract";
import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { membersOfGroups, storesNow, type StoreNow } from "./queries.ts";

type Db = Kysely<Database>;

interface Named {
  readonly legalEntity: string;
  readonly stores?: readonly string[] | null | undefined;
  readonly groups?: readonly string[] | null | undefined;
}

/** The stores that a run is for: those that it names, and of groups or of all those that are not in a paused group (R78, R85). */
export async function storesNamed(db: Db, named: Named): Promise<StoreNow[]> {
  const { legalEntity } = named;
  const asked = await storesNow(db, { legalEntity, stores: await numbersNamed(db, named) });
  refuseUnknown(asked, named);
  if (asked.length === 0 && named.groups != null && named.groups.length > 0) throw new Refusal("publishing.empty_group", { groups: [...named.groups] });
  if (asked.length === 0) throw new Refusal("publishing.no_store", { legalEntity });
  const now = asked.filter(({ store, paused }) => !paused || named.stores?.includes(store) === true);
  if (now.length === 0) throw new Refusal("publishing.paused", {});
  return now;
}

/** Refuses stores and groups that the legal entity does not have. */
export async function refuseUnknownNames(db: Db, named: Named): Promise<void> {
  const numbers = await numbersNamed(db, named);
  if (numbers !== undefined) refuseUnknown(await storesNow(db, { legalEntity: named.legalEntity, stores: numbers }), named);
}

/** Undefined for all stores. */
async function numbersNamed(db: Db, { legalEntity, stores, groups }: Named): Promise<string[] | undefined> {
  if (stores == null && groups == null) return undefined;
  const found = groups == null ? [] : await membersOfGroups(db, { legalEntity, groups });
  const unknown = groups?.find((group) => !found.some(({ code }) => code === group));
  if (unknown !== undefined) throw new Refusal("store_group.unknown", { legalEntity, code: unknown });
  return [...new Set([...(stores ?? []), ...found.flatMap(({ members }) => members)])];
}

function refuseUnknown(found: readonly StoreNow[], { legalEntity, stores }: Named): void {
  const known = new Set(found.map(({ store }) => store));
  const unknown = stores?.find((store) => !known.has(store));
  if (unknown !== undefined) throw new Refusal("store.unknown", { legalEntity, store: unknown });
}
