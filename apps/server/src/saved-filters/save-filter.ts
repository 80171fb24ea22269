import { Refusal, type Body, type Reply } from "@rapport/contract";
import { MOST_SAVED_FILTERS, SavedView, type saveFilter } from "@rapport/contract/clienteling";
import { inEveryLanguage } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../deps.ts";
import { workersOfStore } from "../clientbook/index.ts";
import type { PosActor } from "../http/index.ts";
import { attributeConditions, publishedSetup, refinableAttributes } from "../parameters/index.ts";
import { addFilter, changeFilter, deleteFilter, filterSeen, filtersSeen, isTaken, lockFilters } from "./queries.ts";
import { assertSees, maySharing, shownFilters } from "./read-filters.ts";

type Save = Body<typeof saveFilter> & { readonly actor: PosActor; readonly filterId: string };

/** Saves a filter of the associate, or one that their store shares (R38b). The device chooses its id, so that a repeated request saves it once. */
export async function storeFilter(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, filterId: id, name, list, view, shared, version }: Save,
): Promise<Reply<typeof saveFilter>> {
  assertSees(actor, list);
  const { legalEntity, workerId, store } = actor;
  const scope = { legalEntity, workerId, store };
  return await inTransaction(db, async (trx) => {
    await lockFilters(trx, legalEntity);
    const before = await filterSeen(trx, { ...scope, id });
    const isAgain =
      before !== undefined &&
      version === null &&
      before.worker_id === workerId &&
      before.name === name &&
      (before.store !== null) === shared &&
      isDeepStrictEqual(SavedView.parse(before.view), view);
    if (!isAgain) {
      assertMay(actor, { shared: shared || (before !== undefined && before.store !== null) });
      if (before === undefined && (version !== null || view === null)) throw new Refusal("saved_filter.unknown", {});
      if (before === undefined && (await isTaken(trx, id))) throw new Refusal("saved_filter.unknown", {});
      if (before !== undefined && (before.version !== version || before.list !== list)) throw new Refusal("saved_filter.changed", {});
      const beside = (await filtersSeen(trx, { ...scope, list })).filter((other) => other.id !== id && (other.store !== null) === shared);
      if (beside.some((other) => other.name.toLowerCase() === name.toLowerCase())) throw new Refusal("saved_filter.name_taken", { name });
      const isNewHere = before === undefined || (before.store !== null) !== shared;
      if (isNewHere && beside.length >= MOST_SAVED_FILTERS) throw new Refusal("saved_filter.too_many", { most: MOST_SAVED_FILTERS });
      const content = view === null ? null : { view, said: await saidOf(trx, { actor, view }) };
      const kept = { id, store: shared ? store : null, name, at: clock.now() };
      if (before === undefined && content !== null) await addFilter(trx, { ...kept, legalEntity, workerId, list, ...content });
      else await changeFilter(trx, { ...kept, content });
    }
    const after = await filterSeen(trx, { ...scope, id });
    const [saved] = await shownFilters(trx, { actor, rows: after === undefined ? [] : [after] });
    // What is shared no more is its author's alone.
    if (saved === undefined) throw new Refusal("saved_filter.unknown", {});
    return saved;
  });
}

export async function removeFilter(
  { db }: Pick<Deps, "db">,
  { actor, filterId: id, version }: { readonly actor: PosActor; readonly filterId: string; readonly version: number },
): Promise<void> {
  const { legalEntity, workerId, store } = actor;
  await inTransaction(db, async (trx) => {
    await lockFilters(trx, legalEntity);
    const before = await filterSeen(trx, { legalEntity, workerId, store, id });
    if (before === undefined) return;
    assertMay(actor, { shared: before.store !== null });
    if (before.version !== version) throw new Refusal("saved_filter.changed", {});
    await deleteFilter(trx, id);
  });
}

function assertMay(actor: PosActor, { shared }: { shared: boolean }): void {
  if (shared && !maySharing(actor)) throw new Refusal("permission.missing", { permission: "filter.share" });
}

/** The names of what it filters by. Refuses a filter that the store does not have. */
async function saidOf(db: Deps["db"], { actor, view }: { actor: PosActor; view: SavedView }) {
  const attributes = refinableAttributes(await publishedSetup(db, actor));
  const named = attributeConditions(view.filters, { attributes, today: ANY_DAY }).map(({ attribute, definition }) => [
    attribute,
    inEveryLanguage(definition.name),
  ]);
  const workers = view.owners.length === 0 ? [] : await workersOfStore(db, actor);
  const owners = workers.filter(({ operator_id }) => view.owners.some((owner) => owner === operator_id)).map(({ operator_id, name }) => [operator_id, name]);
  return { attributes: Object.fromEntries(named) as unknown, owners: Object.fromEntries(owners) as unknown };
}

/** Only whether the filters can be used is asked, which is the same on every day. */
const ANY_DAY = "2026-01-01";
