import type { BookQuery } from "@rapport/contract/clienteling";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup, refinableAttributes, todayOf, type ClientelingSetup } from "../parameters/index.ts";
import { conditionsOf } from "./book-conditions.ts";
import { filterKeys, type Condition } from "./book-index-queries.ts";
import { bookOfWorker } from "./queries.ts";

/** A view of the associate's own book, made ready to be read. */
export interface OwnView {
  readonly setup: ClientelingSetup;
  readonly conditions: readonly Condition[];
  /** Undefined while they have none. */
  readonly clientBookId: string | undefined;
}

export async function ownViewOf(deps: Pick<Deps, "db" | "clock">, { actor, view }: { actor: PosActor; view: BookQuery }): Promise<OwnView> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const setup = await publishedSetup(db, actor);
  // Only filters on dates need to know what day it is.
  const today = view.filters.some(({ kind }) => kind === "withinDays") ? await todayOf(deps, setup) : "";
  const attributes = refinableAttributes(setup);
  const keys = await filterKeys(db, { legalEntity, attributes: view.filters.length === 0 ? [] : attributes });
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  const place = { legalEntity, clientBookIds: clientBookId === undefined ? [] : [clientBookId] };
  return { setup, conditions: await conditionsOf(db, view, { attributes, keys, place, today }), clientBookId };
}
