import { Refusal, StoreNumber, type LegalEntityCode, type Reply } from "@rapport/contract";
import { listTypesAtStore, Parameters, type listActivityTypeFetches, type refreshActivityTypes } from "@rapport/contract/clienteling";
import type { StoreConfig } from "@rapport/contract/publishing";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";
import { configOfStore, sectionOfStores } from "../publishing/index.ts";
import { publishedSetup } from "../parameters/index.ts";
import { fetchAt, fetchesOf, fetchTypes, type FetchRow } from "./queries.ts";

const HOUR_MS = 3_600_000;

/** The types at a store: as it fetched them last, unless that was longer ago than headquarters lets them be (R60). */
export async function typesAtStore({ db, clock }: Pick<Deps, "db" | "clock">, actor: PosActor): Promise<Reply<typeof listTypesAtStore>> {
  const { legalEntity, store } = actor;
  const { activityTypeHours } = await publishedSetup(db, actor);
  const known = await fetchAt(db, { legalEntity, store });
  const isFresh = known !== undefined && clock.now().getTime() < known.fetched_at.getTime() + activityTypeHours * HOUR_MS;
  if (!isFresh) await fetchTypes(db, { legalEntity, store, at: clock.now() });
  const row = isFresh ? known : await fetchAt(db, { legalEntity, store });
  return listTypesAtStore.reply.parse({ activityTypes: row?.types ?? [], fetchedAt: (row?.fetched_at ?? clock.now()).toISOString() });
}

export async function listFetches({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Reply<typeof listActivityTypeFetches>> {
  const { activity_type_hours: hours } = await entityOrRefusal(db, legalEntity);
  const rows = await fetchesOf(db, { legalEntity });
  const published = await sectionOfStores(db, { legalEntity, section: "parameters" });
  return { hours, stores: rows.map((row) => shown(row, hoursOf(published.get(row.store)))) };
}

/** Has a store fetch the types at once. */
export async function refreshStore(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { legalEntity, store }: { readonly legalEntity: LegalEntityCode; readonly store: StoreNumber },
): Promise<Reply<typeof refreshActivityTypes>> {
  await entityOrRefusal(db, legalEntity);
  if ((await fetchesOf(db, { legalEntity, store })).length === 0) throw new Refusal("store.unknown", { legalEntity, store });
  await fetchTypes(db, { legalEntity, store, at: clock.now() });
  const [row] = await fetchesOf(db, { legalEntity, store });
  if (row === undefined) throw new Refusal("store.unknown", { legalEntity, store });
  return shown(row, hoursOf((await configOfStore(db, { legalEntity, store })).parameters));
}

/** For how long a store keeps them by the parameters that were published to it. */
function hoursOf(parameters: StoreConfig["parameters"] | undefined): number {
  return (parameters?.["parameters"] ?? Parameters.parse({})).activityTypeHours;
}

function shown({ store, name, fetched_at: at, is_current: isCurrent }: FetchRow, hours: number) {
  const keptUntil = at === null ? null : new Date(at.getTime() + hours * HOUR_MS).toISOString();
  return { store: StoreNumber.parse(store), name, fetchedAt: at?.toISOString() ?? null, keptUntil, isCurrent };
}
