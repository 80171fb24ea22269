import { Refusal, type Change, type LegalEntityCode } from "@rapport/contract";
import { NumberSequence } from "@rapport/contract/organisation";
import { drawNumber } from "@rapport/domain";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { afterChange } from "../http/index.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { lockedNumberSequence, numberSequencesOf, saveNumberSequence } from "./queries.ts";

type Sequence = NumberSequence & { readonly reference: "clientBook" };

interface SequenceChange {
  readonly legalEntity: LegalEntityCode;
  readonly reference: "clientBook";
  readonly change: Change<typeof NumberSequence>;
}

/** Assigns a sequence. With the same format it never goes back to a drawn number. Another format is another sequence, from 1 unless the request says more. */
export async function putSequence({ db }: Pick<Deps, "db">, { legalEntity, reference, change }: SequenceChange): Promise<Sequence> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["number sequence", legalEntity, reference]);
    const current = await lockedNumberSequence(trx, { legalEntity, reference });
    const isOther = change.format !== undefined && change.format !== current?.format;
    const wanted = afterChange(NumberSequence, { stored: isOther ? undefined : current, change });
    const next = isOther ? wanted.next : Math.max(current?.next ?? 1, wanted.next);
    await saveNumberSequence(trx, { legalEntity, reference, format: wanted.format, next });
    return { reference, format: wanted.format, next };
  });
}

export async function listSequences({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Sequence[]> {
  await entityOrRefusal(db, legalEntity);
  return (await numberSequencesOf(db, legalEntity)).map(({ format, next }) => ({ reference: "clientBook", format, next }));
}

/**
 * Draws the next number of a sequence. It counts as drawn only if the transaction commits.
 * Refuses when no sequence is assigned (R6) and when its format is used up (R67).
 */
export async function nextNumber(
  trx: Transaction<Database>,
  { legalEntity, reference }: { legalEntity: LegalEntityCode; reference: "clientBook" },
): Promise<string> {
  const sequence = await lockedNumberSequence(trx, { legalEntity, reference });
  if (sequence === undefined) {
    throw new Refusal("number_sequence.missing", {});
  }
  const drawn = drawNumber(sequence.format, sequence.next);
  if (drawn.kind === "exhausted") throw new Refusal("number_sequence.exhausted", { format: sequence.format });
  await saveNumberSequence(trx, { legalEntity, reference, format: sequence.format, next: sequence.next + 1 });
  return drawn.text;
}
