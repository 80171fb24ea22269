import { AccountNumber, CustomerId, OperatorId, type Body, type Reply } from "@rapport/contract";
import type { ClientCard, searchClientBook } from "@rapport/contract/clienteling";
import { chooseSlots, displayNameOf, fillSlots, initialsOf } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { storedAttributes } from "../customers/index.ts";
import { audit } from "../audit/index.ts";
import { publishedSetup, type ClientelingSetup, refinableAttributes, todayOf } from "../parameters/index.ts";
import type { PosActor } from "../http/index.ts";
import { readMeasures } from "../insights/index.ts";
import { maySeeOwners } from "./add-clients.ts";
import { conditionsOf } from "./book-conditions.ts";
import { filterKeys, runMatchedBlocks, type Condition, type MatchedBlock } from "./book-index-queries.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { ownersOf } from "./entry-queries.ts";
import { grouped } from "./grouped.ts";
import { bitsOf, numbersOf, sumOf } from "./matched-numbers.ts";
import { bookOfWorker, bookPage, type PageOf, type PageRow } from "./queries.ts";

type Search = Body<typeof searchClientBook> & { readonly actor: PosActor };

/** A page of the associate's own book; an associate without a book has an empty one. */
export async function searchBook(deps: Pick<Deps, "db" | "clock">, { actor, cursor, limit, ...query }: Search): Promise<Reply<typeof searchClientBook>> {
  const { db } = deps;
  const { legalEntity, workerId } = actor;
  const after = cursor === null ? null : readCursor(cursor);
  const setup = await publishedSetup(db, actor);
  // Only filters on dates need to know what day it is.
  const today = query.filters.some(({ kind }) => kind === "withinDays") ? await todayOf(deps, setup) : "";
  const attributes = refinableAttributes(setup);
  const keys = await filterKeys(db, { legalEntity, attributes: query.filters.length === 0 ? [] : attributes });
  const conditions = conditionsOf(query, { attributes, keys, today });
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  if (clientBookId === undefined) return { clientBookId: null, total: 0, matching: 0, clients: [], nextCursor: null };
  const place = { legalEntity, clientBookId };
  const blocks = await runMatchedBlocks(db, { legalEntity, clientBookIds: [clientBookId] }, conditions);
  const { rows } = await bookPage(place, { of: pageOf(blocks, conditions), after, limit }).execute(db);
  const shown = rows.slice(0, limit);
  await audit(deps, { legalEntity, actor, action: "client_book.viewed", subjects: [{ kind: "clientBook", id: clientBookId }, ...shown.map(({ id }) => id)] });
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    clientBookId,
    total: sumOf(blocks, ({ clients }) => clients),
    matching: sumOf(blocks, ({ matching }) => matching),
    clients: await cardsOf(deps, { actor, setup, rows: shown }),
    nextCursor: last === undefined ? null : writeCursor({ sortName: last.sort_name, customerId: last.id }),
  };
}

/** Up to this many matches are looked up by their numbers. More are found fast enough by reading in the order of names. */
const FEW = 2000;

function pageOf(blocks: readonly MatchedBlock[], conditions: readonly Condition[]): PageOf {
  if (conditions.length === 0) return { kind: "all" };
  if (sumOf(blocks, ({ matching }) => matching) <= FEW) return { kind: "numbers", numbers: blocks.flatMap(numbersOf) };
  return { kind: "bits", bits: bitsOf(blocks) };
}

/** Whose clients these are, as far as the asker may know (RI2b): the primary owner, then the others (BK1). */
async function shownOwners({ db }: Pick<Deps, "db">, { actor, customerIds }: { actor: PosActor; customerIds: readonly string[] }) {
  const all = grouped(await ownersOf(db, { legalEntity: actor.legalEntity, customerIds }), ({ customer_id }) => customer_id);
  const named = maySeeOwners(actor);
  return (customerId: string) => {
    const [first, ...others] = (all.get(customerId) ?? []).map(({ worker_id, operator_id, worker_name }) =>
      named || worker_id === actor.workerId ? { operatorId: OperatorId.parse(operator_id), name: worker_name } : null,
    );
    return { owner: first ?? null, otherOwners: others.filter((owner) => owner !== null) };
  };
}

/** The cards of these rows, in their order. */
export async function cardsOf(
  deps: Pick<Deps, "db" | "clock">,
  { actor, setup, rows }: { actor: PosActor; setup: ClientelingSetup; rows: readonly PageRow[] },
): Promise<ClientCard[]> {
  const choices = chooseSlots({ measures: setup.measures, attributes: setup.clientBookAttributes });
  const measure = await readMeasures(deps, { setup, customerIds: rows.map(({ id }) => id) });
  const owners = await shownOwners(deps, { actor, customerIds: rows.map(({ id }) => id) });
  return rows.map((row) => {
    const name = { firstName: row.first_name, lastName: row.last_name };
    return {
      customerId: CustomerId.parse(row.id),
      accountNumber: AccountNumber.parse(row.account_number),
      name: displayNameOf(name),
      initials: initialsOf(name),
      phone: row.phone,
      email: row.email,
      city: row.city,
      ...owners(row.id),
      slots: fillSlots(choices, { attributes: storedAttributes(row.attributes), measure: (code) => measure(row.id, code) }),
    };
  });
}
