/** Warms up, then takes the milliseconds of each run. */
export async function repeated({ runs, work }: { runs: number; work: () => Promise<unknown> }): Promise<number[]> {
  for (let warm = 0; warm < 5; warm++) await work();
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    await work();
    taken.push(performance.now() - from);
  }
  return taken;
}
