import { Refusal, type LegalEntityCode, type Reply } from "@rapport/contract";
import { NumberSequence, type listNumberSequences, type NumberSequenceChange } from "@rapport/contract/organisation";
import { drawNumber, formatOf, segmentsOf } from "@rapport/domain";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import { afterChange } from "../../http/index.ts";
import { entityOrRefusal } from "../legal-entities.ts";
import {
  firstStore,
  forgetReserved,
  forgetStores,
  isCountedWith,
  lockedSequence,
  raiseFollowers,
  saveSequence,
  saveStores,
  sequencesOf,
  type Key,
} from "./number-queries.ts";

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
    if (joins !== null && [segments, named.format, named.scope, named.next, named.continuous, named.reserve].some((field) => field !== undefined))
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
      scope: current.scope,
      countsWith: current.counts_with,
    };
    const asNamed = afterChange(NumberSequence, { stored, change });
    refuseWrongScope(reference, asNamed);
    // Others would count what is only the pattern for stores here.
    if (asNamed.scope === "store" && (await isCountedWith(trx, key))) throw new Refusal("number_sequence.no_store", {});
    // Numbers that are kept in memory are still given (R66).
    if (isDeepStrictEqual(asNamed, stored)) return await shownOf(trx, key);
    const { next: wanted, countsWith, ...fields } = asNamed;
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
    if (isOther) await forgetStores(trx, key);
    else await saveStores(trx, key, { continuous: fields.continuous, reserve: fields.reserve, least: wanted });
    return await shownOf(trx, key);
  });
}

async function shownOf(
  trx: Transaction<Database>,
  { legalEntity, reference }: { readonly legalEntity: LegalEntityCode; readonly reference: Sequence["reference"] },
) {
  const saved = (await sequencesShown(trx, legalEntity)).find((shown) => shown.reference === reference);
  if (saved === undefined) throw new Error("a sequence that was saved is not there");
  return saved;
}

/** Only a customer is numbered in a store. Where stores count, the format says which one, so that no two give the same number (R63). */
function refuseWrongScope(reference: Sequence["reference"], { scope, format, countsWith }: NumberSequence): void {
  const saysStore = segmentsOf(format).some(({ kind }) => kind === "store");
  if (scope === "store" && (reference !== "customer" || countsWith !== null)) throw new Refusal("number_sequence.no_store", {});
  if (saysStore !== (scope === "store")) throw new Refusal("number_sequence.store", { scope });
}

/** The sequence with which others may count: it is there, counts on its own, and nobody counts with whoever wants to join it (R63). */
async function ownerOrRefusal(trx: Transaction<Database>, { key, owner }: { key: Key; owner: LegalEntityCode }) {
  const sequence = owner === key.legalEntity ? undefined : await lockedSequence(trx, { ...key, legalEntity: owner });
  if (sequence === undefined || sequence.scope === "store" || sequence.counts_with !== null || (await isCountedWith(trx, key)))
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
    const { scope } = own;
    const reference = own.reference as Sequence["reference"];
    const first = scope === "store" ? await firstStore(db, { legalEntity, reference }) : undefined;
    // Without a store nobody draws one.
    const preview = scope === "store" && first === undefined ? undefined : drawNumber(format, first?.next ?? next, { legalEntity, store: first?.number });
    shown.push({
      reference,
      format,
      scope,
      next,
      continuous,
      reserve,
      countsWith: own.counts_with as LegalEntityCode | null,
      segments: segmentsOf(format),
      preview: preview?.kind === "number" ? preview.text : null,
    });
  }
  return shown;
}
