import { type Change, type LegalEntityCode } from "@rapport/contract";
import { NumberSequence } from "@rapport/contract/organisation";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { afterChange } from "../../http/index.ts";
import { entityOrRefusal } from "../legal-entities.ts";
import { forgetReserved, lockedSequence, saveSequence, sequencesOf } from "./number-queries.ts";

type Sequence = NumberSequence & { readonly reference: "clientBook" };

interface SequenceChange {
  readonly legalEntity: LegalEntityCode;
  readonly reference: "clientBook";
  readonly change: Change<typeof NumberSequence>;
}

/**
 * Assigns a sequence. With the same format it never goes back to a drawn number. Another format is another sequence, from 1 unless the request says more.
 * Numbers that processes keep in memory are not given any more.
 */
export async function putSequence({ db }: Pick<Deps, "db">, { legalEntity, reference, change }: SequenceChange): Promise<Sequence> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    const key = { legalEntity, reference };
    await holdForChange(trx, ["number sequence", legalEntity, reference]);
    const current = await lockedSequence(trx, key);
    const isOther = change.format !== undefined && change.format !== current?.format;
    const stored = current && { format: current.format, next: isOther ? 1 : current.next, continuous: current.continuous, reserve: current.reserve };
    const { next: wanted, ...fields } = afterChange(NumberSequence, { stored, change });
    const next = isOther ? wanted : Math.max(current?.next ?? 1, wanted);
    await saveSequence(trx, key, { ...fields, next });
    // Of the same sequence they are still to be given.
    if (isOther || !fields.continuous) await forgetReserved(trx, key);
    const [saved] = await sequencesOf(trx, legalEntity);
    return { ...fields, reference, next: saved?.next ?? next };
  });
}

export async function listSequences({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Sequence[]> {
  await entityOrRefusal(db, legalEntity);
  return (await sequencesOf(db, legalEntity)).map((sequence) => ({ ...sequence, reference: "clientBook" }));
}
