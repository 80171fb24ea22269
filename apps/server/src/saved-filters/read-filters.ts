import { AttributeCode, Refusal, type Reply } from "@rapport/contract";
import { SavedFilter, SavedView, type listSavedFilters } from "@rapport/contract/clienteling";
import { faultOfFilterUse } from "@rapport/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { workersOfStore } from "../clientbook/index.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup, refinableAttributes } from "../parameters/index.ts";
import { filtersSeen, type FilterRow, type ListOfClients } from "./queries.ts";

/** What attributes and associates were called when a filter was saved. */
export const Said = z.object({
  attributes: z.record(z.string(), z.object({ en: z.string(), nl: z.string() })).default({}),
  owners: z.record(z.string(), z.string()).default({}),
});

export async function readSavedFilters(
  { db }: Pick<Deps, "db">,
  { actor, list }: { readonly actor: PosActor; readonly list: ListOfClients },
): Promise<Reply<typeof listSavedFilters>> {
  assertSees(actor, list);
  const { legalEntity, workerId, store } = actor;
  const rows = await filtersSeen(db, { legalEntity, workerId, store, list });
  return { filters: await shownFilters(db, { actor, rows }), mayShare: maySharing(actor) };
}

export function maySharing({ permissions }: PosActor): boolean {
  return permissions.has("filter.share");
}

/** A filter is about a list that the person may see. */
export function assertSees({ permissions }: PosActor, list: ListOfClients): void {
  const permission = list === "own" ? "clientBook.view" : "clientBook.viewStore";
  if (!permissions.has(permission)) throw new Refusal("permission.missing", { permission });
}

/** Filters with what of them can be used as the store has it published, and what was lost (R38b). */
export async function shownFilters(db: Deps["db"], { actor, rows }: { actor: PosActor; rows: readonly FilterRow[] }): Promise<SavedFilter[]> {
  const attributes = new Map(refinableAttributes(await publishedSetup(db, actor)).map(({ code, definition }) => [code as string, definition]));
  const views = rows.map((row) => ({ row, view: SavedView.parse(row.view), said: Said.parse(row.said) }));
  const here = views.some(({ view }) => view.owners.length > 0)
    ? new Set<string>((await workersOfStore(db, actor)).map(({ operator_id }) => operator_id))
    : new Set();
  return views.map(({ row, view, said }) => {
    const gone = view.filters.filter((filter) => faultOfFilterUse(attributes.get(filter.attribute), filter) !== null);
    const lostAttributes = [...new Set(gone.map(({ attribute }) => attribute))].map((attribute) => ({
      kind: "attribute" as const,
      attribute: AttributeCode.parse(attribute),
      name: said.attributes[attribute] ?? { en: attribute, nl: attribute },
    }));
    const lostOwners = view.owners.filter((owner) => !here.has(owner)).map((owner) => ({ kind: "owner" as const, name: said.owners[owner] ?? owner }));
    const isMine = row.worker_id === actor.workerId;
    return {
      id: row.id,
      name: row.name,
      list: SavedFilter.shape.list.parse(row.list),
      view: { ...view, filters: view.filters.filter((filter) => !gone.includes(filter)), owners: view.owners.filter((owner) => here.has(owner)) },
      lost: [...lostAttributes, ...lostOwners],
      shared: row.store !== null,
      by: isMine ? null : row.by,
      mayChange: row.store === null ? isMine : maySharing(actor),
      version: row.version,
    };
  });
}
