export const DAY_MS = 86_400_000;

export interface Chance {
  fraction(): number;
  integer(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** mulberry32: the same seed gives the same history. */
export function createChance(seed: number): Chance {
  let state = seed * 0x9e3779b9;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
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
