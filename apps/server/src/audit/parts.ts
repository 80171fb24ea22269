import type { LegalEntityCode } from "@rapport/contract";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { whoIs } from "./audit.ts";
import { addEntry } from "./queries.ts";
import { takeChanges } from "./recorded.ts";
import { noteChangesFor } from "./recorded-queries.ts";

/**
 * Does a part of a long work, such as an import, with an entry of its own that names what it changed of what headquarters sets up (AU1, AU7). `actor` is in
 * that part (`inPart`). The change and its entry are stored together.
 */
export async function auditPart<T>(
  { db, clock }: { db: Transaction<Database>; clock: Deps["clock"] },
  { actor, legalEntity, work }: { actor: Actor; legalEntity: LegalEntityCode | null; work: () => Promise<T> },
): Promise<T> {
  const who = whoIs(actor);
  const { asked } = actor;
  if (who === null || asked === undefined) return await work();
  return await inTransaction(db, async (trx) => {
    await noteChangesFor(trx, asked.request);
    const done = await work();
    await noteChangesFor(trx, null);
    const subjects = await takeChanges(trx, asked.request);
    if (subjects.length > 0) {
      const entry = { at: clock.now(), legalEntity, ...who, action: asked.endpoint, subjects };
      if (!(await addEntry(trx, { ...entry, asked }, { unlessWritten: true })))
        await addEntry(trx, { ...entry, asked: { ...asked, request: `${asked.request}-rest` } }, { unlessWritten: true });
    }
    return done;
  });
}
