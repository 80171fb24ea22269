import { inTransaction, type Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { nextOnes, usedUp, type Drawn } from "./drawn.ts";
import { lockedSequence, sequenceOf, setNext, type Key } from "./number-queries.ts";

type Db = Kysely<Database>;

/** Numbers of a sequence that this process has reserved, lowest first. */
interface Block {
  readonly generation: number;
  readonly format: string;
  numbers: number[];
}

/** Numbers of sequences that are not continuous, reserved in memory. Those that are here when the process ends are lost (R66). */
class Blocks {
  readonly #db: Db;
  readonly #blocks = new Map<string, Block>();
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * At least one number and up to so many; none when the sequence has become continuous, or its store begins anew. One after the other, so that one block serves
   * many who ask at once.
   */
  async draw(key: Key, most: number): Promise<readonly Drawn[]> {
    const name = nameOf(key);
    const drawing = (this.#last.get(name) ?? Promise.resolve()).then(async () => await this.#take(name, key, most));
    this.#last.set(
      name,
      drawing.catch(() => undefined),
    );
    return await drawing;
  }

  /** Takes back a number that no transaction has used. */
  giveBack(key: Key, { number, generation }: Drawn): void {
    const block = this.#blocks.get(nameOf(key));
    if (block !== undefined && block.generation === generation) block.numbers = [...block.numbers, number].toSorted((a, b) => a - b);
  }

  async #take(name: string, key: Key, most: number): Promise<readonly Drawn[]> {
    const sequence = await sequenceOf(this.#db, key);
    if (sequence === undefined) return [];
    let block = this.#blocks.get(name);
    if (block === undefined || block.generation !== sequence.generation || block.numbers.length === 0) {
      const reserved = await this.#reserve(key, most);
      if (reserved === null) return [];
      const kept = this.#blocks.get(name);
      // Meanwhile some may have been given back.
      block = kept === undefined || kept.generation !== reserved.generation ? reserved : { ...reserved, numbers: [...kept.numbers, ...reserved.numbers] };
      this.#blocks.set(name, block);
    }
    const { generation, format } = block;
    const numbers = block.numbers.splice(0, most);
    if (numbers.length === 0) throw usedUp(format);
    return numbers.map((number) => ({ number, generation, format }));
  }

  async #reserve(key: Key, least: number): Promise<Block | null> {
    return await inTransaction(this.#db, async (trx) => {
      const sequence = await lockedSequence(trx, key);
      if (sequence === undefined || sequence.continuous) return null;
      const { generation, format } = sequence;
      const { from, count } = nextOnes(sequence, least);
      if (count > 0) await setNext(trx, key, from + count);
      return { generation, format, numbers: Array.from({ length: count }, (_, n) => from + n) };
    });
  }
}

const BLOCKS = new WeakMap<Db, Blocks>();

export function blocksOf(db: Db): Blocks {
  const blocks = BLOCKS.get(db) ?? new Blocks(db);
  BLOCKS.set(db, blocks);
  return blocks;
}

function nameOf({ legalEntity, reference, store = "" }: Key): string {
  return `${legalEntity}/${reference}/${store}`;
}
