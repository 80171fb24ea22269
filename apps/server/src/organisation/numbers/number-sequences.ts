import { Refusal, type LegalEntityCode, type Reply } from "@rapport/contract";
import { NumberSequence, type listNumberSequences, type NumberSequenceChange } from "@rapport/contract/organisation";
import { drawNumber, formatOf, segmentsOf } from "@rapport/domain";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import { afterChange } from "../../http/index.ts";
import { entityOrRefusal } from "../legal-entities.ts";
import { forgetReserved, isCountedWith, lockedSequence, raiseFollowers, saveSequence, sequencesOf, type Key } from "./number-queries.ts";

type Sequence = Reply<typeof listNumberSequences>["numberSequences"][number];

interface SequenceChange {
  readonly legalEntity: LegalEntityCode;
  readonly reference: Sequence["reference"];
  readonly change: z.output<typeof NumberSequenceChange>;
}

/**
 * Assigns a sequence. With the same format it never goes back to a drawn number. Another format is another sequence, from 1 unless the request says more.
 * Numbers that processes keep in memory are not given any more. While it counts together nothing of it is set here, and whoever joins or leaves goes on after
 * what either gave with the same format (R63, R65).
 */
export async function putSequence({ db }: Pick<Deps, "db">, { legalEntity, reference, change: { segments, ...named } }: SequenceChange): Promise<Sequence> {
  await entityOrRefusal(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    const key = { legalEntity, reference };
    // One for all: sequences that count together are two things.
    await holdForChange(trx, ["number sequences", reference]);
    const current = await lockedSequence(trx, key);
    const joins = named.countsWith === undefined ? (current?.counts_with ?? null) : named.countsWith;
    if (joins !== null && [segments, named.format, named.next, named.continuous, named.reserve].some((field) => field !== undefined))
      throw new Refusal("number_sequence.together", { legalEntity: joins });
    const owner = named.countsWith == null ? undefined : await ownerOrRefusal(trx, { key, owner: named.countsWith });
    const left = current?.counts_with == null ? undefined : await lockedSequence(trx, { ...key, legalEntity: current.counts_with });
    const asked = segments === undefined ? named.format : formatOf(segments);
    const format = asked ?? (current === undefined ? owner?.format : undefined);
    const change = { ...named, ...(format !== undefined && { format }) };
    const isOther = change.format !== undefined && change.format !== current?.format;
    const stored = current && {
      format: current.format,
      next: isOther ? 1 : current.next,
      continuous: current.continuous,
      reserve: current.reserve,
      countsWith: current.counts_with,
    };
    const { next: wanted, countsWith, ...fields } = afterChange(NumberSequence, { stored, change });
    const given = left?.format === fields.format ? left.next : 1;
    const next = Math.max(isOther ? 1 : (current?.next ?? 1), wanted, given);
    if (isOther && current !== undefined) await raiseFollowers(trx, key, current);
    if (owner !== undefined && owner.format === fields.format && owner.next < next) {
      const { generation: _, ...ofOwner } = owner;
      await saveSequence(trx, { ...key, legalEntity: named.countsWith as string }, { ...ofOwner, next });
    }
    await saveSequence(trx, key, { ...fields, next, counts_with: countsWith });
    // Of the same sequence they are still to be given.
    if (isOther || !fields.continuous) await forgetReserved(trx, key);
    const saved = (await sequencesShown(trx, legalEntity)).find((shown) => shown.reference === reference);
    if (saved === undefined) throw new Error("a sequence that was saved is not there");
    return saved;
  });
}

/** The sequence with which others may count: it is there, counts on its own, and nobody counts with whoever wants to join it (R63). */
async function ownerOrRefusal(trx: Transaction<Database>, { key, owner }: { key: Key; owner: LegalEntityCode }) {
  const sequence = owner === key.legalEntity ? undefined : await lockedSequence(trx, { ...key, legalEntity: owner });
  if (sequence === undefined || sequence.counts_with !== null || (await isCountedWith(trx, key)))
    throw new Refusal("number_sequence.not_shared", { legalEntity: owner });
  return sequence;
}

export async function listSequences({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<Sequence[]> {
  await entityOrRefusal(db, legalEntity);
  return await sequencesShown(db, legalEntity);
}

/** As they count: of one that counts with another legal entity, what holds there. */
async function sequencesShown(db: Kysely<Database>, legalEntity: LegalEntityCode): Promise<Sequence[]> {
  const shown: Sequence[] = [];
  for (const own of await sequencesOf(db, legalEntity)) {
    const owner = own.counts_with === null ? undefined : (await sequencesOf(db, own.counts_with)).find(({ reference }) => reference === own.reference);
    const { format, next, continuous, reserve } = owner ?? own;
    const preview = drawNumber(format, next, { legalEntity });
    shown.push({
      reference: own.reference as Sequence["reference"],
      format,
      next,
      continuous,
      reserve,
      countsWith: own.counts_with as LegalEntityCode | null,
      segments: segmentsOf(format),
      preview: preview.kind === "number" ? preview.text : null,
    });
  }
  return shown;
}
