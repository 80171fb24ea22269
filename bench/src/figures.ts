/** One measured figure; `ratio` compares with the engine alone in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly engine?: number;
  readonly ratio?: number;
  readonly aim?: string;
  /** True when the aim was met; undefined when there is none. */
  readonly met?: boolean;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Runs `work` once to warm up, then times it `runs` times. */
export async function timings({ runs, work }: { runs: number; work: () => Promise<unknown> }): Promise<number[]> {
  await work();
  const taken: number[] = [];
  for (let run = 0; run < runs; run++) taken.push(await timed(work));
  return taken;
}
