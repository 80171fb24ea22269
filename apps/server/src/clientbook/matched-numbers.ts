import type { MatchedBlock } from "./book-index-queries.ts";
import { grouped } from "./grouped.ts";
import type { StorePageOf } from "./store-queries.ts";

const BLOCK = 8192;
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** The numbers of a block's clients who fit. */
export function numbersOf({ block, bits }: MatchedBlock): number[] {
  const bytes = Buffer.from(bits ?? "", "hex");
  return [...bytes.entries()].flatMap(([at, byte]) =>
    byte === 0 ? [] : EIGHT.filter((bit) => (byte >> (7 - bit)) & 1).map((bit) => block * BLOCK + at * 8 + bit),
  );
}

/** The bits of a book's blocks in one, as PostgreSQL reads bits. */
export function bitsOf(blocks: readonly MatchedBlock[]): string {
  const bits = Array.from({ length: Math.max(...blocks.map(({ block }) => block)) + 1 }, () => "0".repeat(BLOCK / 4));
  for (const { block, bits: own } of blocks) if (own !== null) bits[block] = own;
  return `x${bits.join("")}`;
}

/** Up to this many matches are looked up by their numbers. More are found fast enough by reading in the order of the list. */
export const FEW = 2_000;

/** The clients of books who fit, as a page is taken from them. */
export function fittingOf(blocks: readonly MatchedBlock[]): StorePageOf {
  const fitting = blocks.filter(({ matching }) => matching > 0);
  if (sumOf(fitting, ({ matching }) => matching) <= FEW)
    return { kind: "numbers", numbers: fitting.flatMap((block) => numbersOf(block).map((number) => ({ book: block.book, number }))) };
  return { kind: "bits", bits: new Map([...grouped(fitting, ({ book }) => book)].map(([book, of]) => [book, bitsOf(of)])) };
}

export function sumOf<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}
