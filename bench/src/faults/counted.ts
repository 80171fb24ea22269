import { runReport } from "@rapport/contract/reporting";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Product } from "../product.ts";

const PAGE = 50_000;

/** How often each value of a dimension occurs, as reports say. */
export async function counted({ product, suite, dimension }: { product: Product; suite: ReportSuite; dimension: string }): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  for (let page = 0; ; page += 1) {
    const { rows } = await product.call(runReport, {
      params: { company: "bench" },
      body: {
        rsid: suite.rsid,
        dimension: `variables/${dimension}`,
        globalFilters: [{ type: "dateRange", dateRange: "2020-01-01T00:00:00.000/2040-01-01T00:00:00.000" }],
        metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "0" }] },
        settings: { limit: PAGE, page },
      },
    });
    for (const { value, data } of rows) numbers.set(value, data[0] ?? 0);
    if (rows.length < PAGE) return numbers;
  }
}

/** What was acknowledged and is in no report, and what is in reports too often; `each` is how often every value must occur. */
export function compared(acknowledged: Iterable<string>, { numbers, each }: { numbers: ReadonlyMap<string, number>; each: number }): Compared {
  let [lost, doubled] = [0, 0];
  for (const value of acknowledged) lost += Math.max(0, each - (numbers.get(value) ?? 0));
  for (const [value, number] of numbers) if (value !== "Unspecified") doubled += Math.max(0, number - each);
  return { lost, doubled };
}

export interface Compared {
  readonly lost: number;
  readonly doubled: number;
}
