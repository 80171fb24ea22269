// Reference form: only tests run it.

/** What a set of players brought together, and nobody beside them. */
export interface Coalition {
  readonly players: readonly string[];
  readonly amount: number;
}

/** The Shapley value by its definition: over all coalitions, what a player adds to those without them. Takes 2^n steps for n players. */
export function shapleyByCoalitions(coalitions: readonly Coalition[]): Map<string, number> {
  const players = [...new Set(coalitions.flatMap((coalition) => coalition.players))];
  const n = players.length;
  const sets = coalitions.map((coalition) => ({ mask: maskOf(coalition.players, players), amount: coalition.amount }));
  const worth = (mask: number) => sets.reduce((sum, set) => ((set.mask & mask) === set.mask ? sum + set.amount : sum), 0);
  const worths = Array.from({ length: 2 ** n }, (_, mask) => worth(mask));
  const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
  return new Map(
    players.map((player, index) => {
      let value = 0;
      for (const [mask, without] of worths.entries()) {
        if ((mask & (1 << index)) !== 0) continue;
        const size = mask.toString(2).replaceAll("0", "").length;
        const added = (worths[mask | (1 << index)] ?? 0) - without;
        value += (factorial(size) * factorial(n - size - 1) * added) / factorial(n);
      }
      return [player, value];
    }),
  );
}

function maskOf(of: readonly string[], players: readonly string[]): number {
  return of.reduce((mask, player) => mask | (1 << players.indexOf(player)), 0);
}
