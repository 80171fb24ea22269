import { Refusal, type Body, type Reply } from "@rapport/contract";
import type { removeClients } from "@rapport/contract/clienteling";
import { inTransaction, Overtaken } from "@rapport/operational";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { keepAction } from "./action-queries.ts";
import { lockedOf, lockedOfView } from "./chosen.ts";
import { idsIn, lockBooks, removeEntries } from "./entry-queries.ts";
import { auditMoves } from "./leave.ts";
import { ownViewOf } from "./own-view.ts";
import { bookOfWorker, lockedWorker } from "./queries.ts";

/** Removes clients from the associate's own book alone, all or none (R9, R12b, BK1). */
export async function removeMany(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, chosen }: Body<typeof removeClients> & { readonly actor: PosActor },
): Promise<Reply<typeof removeClients>> {
  const { legalEntity, workerId } = actor;
  return await inTransaction(db, async (trx) => {
    const clientBookId = await bookOfWorker(trx, { legalEntity, workerId });
    const nobody = new Refusal("client_book.not_mine", { clients: chosen.kind === "view" ? chosen.expected : chosen.customerIds.length });
    if (clientBookId === undefined) throw nobody;
    const customers =
      chosen.kind === "clients"
        ? await lockedOf(trx, { legalEntity, customerIds: chosen.customerIds })
        : await lockedOfView(trx, {
            legalEntity,
            place: { legalEntity, clientBookIds: [clientBookId] },
            conditions: (await ownViewOf({ db: trx, clock }, { actor, view: chosen.view })).conditions,
            except: chosen.except,
            expected: chosen.expected,
          });
    const customerIds = customers.map(({ id }) => id);
    await lockedWorker(trx, { legalEntity, workerId });
    await lockBooks(trx, { legalEntity, customerIds, workerIds: [workerId] });
    const there = await idsIn(trx, { legalEntity, clientBookId, customerIds });
    if (there.size < customerIds.length) throw new Refusal("client_book.not_mine", { clients: customerIds.length - there.size });
    const taken = await removeEntries(trx, { legalEntity, clientBookId, customerIds });
    if (taken.length < customerIds.length) throw new Overtaken("somebody removed one of the clients in the meantime");
    const subjects = taken.map(({ customer_id: id }) => ({ id, changes: { clientBook: { from: clientBookId, to: null } } }));
    await auditMoves({ db: trx, clock }, { legalEntity, actor, action: "customer.removed_from_book", subjects });
    const clients = taken.map(({ customer_id: id, place }) => ({ id, from: { book: clientBookId, place }, to: null, kept: false }));
    const undo = await keepAction(trx, { legalEntity, workerId, kind: "removed", at: clock.now(), clients });
    return { removed: taken.length, undo };
  });
}
