import { Refusal, type LegalEntityCode } from "@rapport/contract";
import type { NumberSequence } from "@rapport/contract/organisation";
import { drawNumber } from "@rapport/domain";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { entityOrRefusal } from "./legal-entities.ts";
import { lockedNumberSequence, saveNumberSequence } from "./queries.ts";

type Sequence = NumberSequence & { readonly reference: "clientBook" };

/** Assigns a sequence. Sent again with the same format, it never goes back to a number that was drawn. */
export async function putSequence(
  { db }: Pick<Deps, "db">,
  { legalEntity, sequence }: { legalEntity: LegalEntityCode; sequence: Sequence },
): Promise<Sequence> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    const current = await lockedNumberSequence(trx, { legalEntity, reference: sequence.reference });
    const next = current?.format === sequence.format ? Math.max(current.next, sequence.next) : sequence.next;
    await saveNumberSequence(trx, { legalEntity, ...sequence, next });
    return { ...sequence, next };
  });
}

/**
 * The next number of a sequence, which is drawn only if the transaction commits.
 * Refuses when none is assigned (R6) and when its format is used up (R67).
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
