import { randomWords } from "@rapport/testkit";

export const DAY_MS = 86_400_000;

export interface Chance {
  fraction(): number;
  integer(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** The same seed gives the same history. */
export function createChance(seed: number): Chance {
  const word = randomWords(seed * 0x9e3779b9);
  const fraction = (): number => word() / 4_294_967_296;
  return {
    fraction,
    integer: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
    pick(choices) {
      const choice = choices[Math.floor(fraction() * choices.length)];
      if (choice === undefined) throw new Error("nothing to choose from");
      return choice;
    },
  };
}

export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  return items
    .map((item) => ({ item, by: chance.fraction() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ item }) => item);
}
