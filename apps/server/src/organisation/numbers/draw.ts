import { Refusal } from "@rapport/contract";
import { inTransaction, type Database } from "@rapport/operational";
import type { Kysely, Transaction } from "kysely";
import { blocksOf } from "./blocks.ts";
import { nextOnes, textOf, usedUp, type Drawn } from "./drawn.ts";
import {
  addReserved,
  beginStore,
  counterOf,
  countFree,
  countWhenSettled,
  lockedSequence,
  sequenceOf,
  setNext,
  takeReserved,
  type Key,
} from "./number-queries.ts";

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Gives the next number as a text, for use in this transaction. */
export type NextNumber = (trx: Trx) => Promise<string>;

/**
 * Runs `work` in a transaction that may take numbers of a sequence. Numbers are reserved outside of that transaction, so that nobody waits for somebody
 * else's: when one is missing, `work` ends, one is reserved, and `work` runs again. When `work` fails, a number of a continuous sequence goes to whoever
 * asks next, and another one is lost (R65). Refuses when no sequence is assigned (R6), and when its format is used up (R67).
 */
export async function withNumbers<T>(db: Db, key: Key, work: (trx: Trx, next: NextNumber) => Promise<T>): Promise<T> {
  const drawn: (Drawn & { readonly counter: Key })[] = [];
  let seen = 0;
  try {
    for (;;) {
      try {
        return await inTransaction(db, async (trx) => {
          let asked = 0;
          // Asked for in each try: meanwhile another scope may hold.
          let counter: Key | undefined;
          return await work(trx, async () => {
            asked += 1;
            const number = drawn[asked - 1] ?? (await takeReserved(trx, (counter ??= await counterOf(trx, key))));
            if (number === undefined) throw new NumberMissing(asked);
            seen = Math.max(seen, asked);
            return textOf(number, key);
          });
        });
      } catch (error) {
        if (!(error instanceof NumberMissing)) throw error;
        const counter = await counterOf(db, key);
        drawn.push(...(await reserve(db, counter, error.asked)).map((one) => ({ ...one, counter })));
      }
    }
  } finally {
    // No transaction saw these: another one was faster, and none was needed any more.
    for (const { counter, ...unused } of drawn.slice(seen)) blocksOf(db).giveBack(counter, unused);
  }
}

/** True when a sequence is assigned. */
export async function hasNumbers(db: Db, { legalEntity, reference }: Key): Promise<boolean> {
  return (await sequenceOf(db, { legalEntity, reference })) !== undefined;
}

/**
 * Gives numbers inside of a long transaction, which cannot run again. One that has to be reserved is reserved in that transaction, so until it ends others who
 * reserve wait. For files, which seldom need one.
 */
export function numbersWithin(key: Key): NextNumber {
  return async (trx) => {
    await beginStore(trx, await counterOf(trx, key));
    // A store that has begun stays so until the transaction ends; before that the scope may have changed.
    const counter = await counterOf(trx, key);
    const sequence = await sequenceOf(trx, counter);
    if (sequence === undefined) throw new Refusal("number_sequence.missing", {});
    const reserved = sequence.continuous ? await takeReserved(trx, counter) : undefined;
    if (reserved !== undefined) return textOf(reserved, key);
    const locked = (await lockedSequence(trx, counter)) ?? sequence;
    await setNext(trx, counter, locked.next + 1);
    return textOf({ number: locked.next, format: locked.format }, key);
  };
}

class NumberMissing extends Error {
  override readonly name = "NumberMissing";
  readonly asked: number;

  constructor(asked: number) {
    super(`a transaction asked for ${asked} numbers`);
    this.asked = asked;
  }
}

/**
 * Numbers of a sequence that is not continuous. None when a continuous sequence has enough reserved ones now, or when stores have just ceased to count. A number
 * that is in use is asked for and passed over. So whoever asks for more than one gets twice as many each time, and soon has a free one.
 */
async function reserve(db: Db, key: Key, asked: number): Promise<readonly Drawn[]> {
  await beginStore(db, key);
  const sequence = await sequenceOf(db, key);
  if (sequence === undefined && key.store !== undefined) return [];
  if (sequence === undefined) throw new Refusal("number_sequence.missing", {});
  if (!sequence.continuous) return await blocksOf(db).draw(key, asked);
  await reserveContinuous(db, key, asked);
  return [];
}

async function reserveContinuous(db: Db, key: Key, asked: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    const sequence = await lockedSequence(trx, key);
    if (sequence === undefined || !sequence.continuous) return;
    const missing = asked - (await countFree(trx, key, asked));
    if (missing <= 0) return;
    const { from, count } = nextOnes(sequence, asked === 1 ? 1 : missing + asked);
    if (count > 0) {
      await addReserved(trx, key, { from, count });
      await setNext(trx, key, from + count);
      return;
    }
    // Others are taking the last ones; some of them may come back.
    if ((await countWhenSettled(trx, key, asked)) < asked) throw usedUp(sequence.format);
  });
}
