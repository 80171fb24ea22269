import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runReport, type AllocationModel, type RankedRequest } from "@rapport/contract/reporting";
import { openWarehouse, type Warehouse } from "@rapport/warehouse";
import { z } from "zod";
import { median, timings, type Figure } from "./figures.ts";
import { createSuite, startProduct } from "./product.ts";

const HITS = 10_000_000;
const RUNS = 7;
const AIM = 1.2;
const RSID = "bench-reports";
const FROM = "2026-01-01 00:00:00.000";
const TO = "2026-04-01 00:00:00.000";

/** Reports over 10 million hits through the public endpoints, beside SQL written by hand over the same rows. */
export async function benchReports(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "rapport-bench-"));
  try {
    const first = await startProduct(dataDir);
    await createSuite(first, RSID);
    await first.stop();

    const warehouse = await openWarehouse({ dataDir: join(dataDir, "warehouse") });
    await generate(warehouse);
    const rankedByHand = median(await timings({ runs: RUNS, work: () => warehouse.lines(RANKED, {}) }));
    const participationByHand = median(
      await timings({
        runs: RUNS,
        work: async () => {
          await warehouse.lines(PARTICIPATION, {});
          await warehouse.lines(TOTAL, {});
        },
      }),
    );
    const modelsByHand = new Map<string, number>();
    for (const { name, sql } of MODELS) {
      modelsByHand.set(
        name,
        median(
          await timings({
            runs: RUNS,
            work: async () => {
              await warehouse.lines(byHand(sql), {});
              await warehouse.lines(TOTAL, {});
            },
          }),
        ),
      );
    }
    await warehouse.close();

    const product = await startProduct(dataDir);
    try {
      const ranked = median(await timings({ runs: RUNS, work: () => product.call(runReport, { params: { company: "bench" }, body: request({}) }) }));
      const participation = median(
        await timings({
          runs: RUNS,
          work: () =>
            product.call(runReport, {
              params: { company: "bench" },
              body: request({ allocationModel: { func: "allocation-participation", context: "visitors" } }),
            }),
        }),
      );
      const attributed: Figure[] = [];
      for (const { name, func, dimension } of MODELS) {
        const body = request({ allocationModel: { func, context: "visitors" }, dimension });
        const ms = median(await timings({ runs: RUNS, work: () => product.call(runReport, { params: { company: "bench" }, body }) }));
        attributed.push(figure({ name: `${name}, 10 M hits: revenue`, ms, engineMs: modelsByHand.get(name) ?? 0 }));
      }
      return [
        ...attributed,
        figure({ name: "ranked report, 10 M hits: orders and revenue by eVar", ms: ranked, engineMs: rankedByHand }),
        figure({ name: "visitor participation, 10 M hits: revenue by eVar", ms: participation, engineMs: participationByHand }),
      ];
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function figure({ name, ms, engineMs }: { name: string; ms: number; engineMs: number }): Figure {
  return { name, value: ms, unit: "ms", engine: engineMs, ratio: ms / engineMs, aim: `at most ${AIM} of SQL by hand`, met: ms / engineMs <= AIM };
}

function request({
  allocationModel,
  dimension = "evar1",
}: {
  allocationModel?: z.input<typeof AllocationModel>;
  dimension?: string;
}): z.input<typeof RankedRequest> {
  const revenue = { id: "metrics/revenue", columnId: "revenue", ...(allocationModel === undefined ? {} : { allocationModel }) };
  const orders = { id: "metrics/orders", columnId: "orders" };
  return {
    rsid: RSID,
    dimension: `variables/${dimension}`,
    globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00:00.000/2026-04-01T00:00:00.000" }],
    metricContainer: { metrics: allocationModel === undefined ? [orders, revenue] : [revenue] },
    settings: { limit: 50 },
  };
}

/** 200,000 visitors with 50 hits each in 90 days; one hit in 50 is an order. */
async function generate(warehouse: Warehouse): Promise<void> {
  const part = 1_000_000;
  for (let from = 0; from < HITS; from += part) {
    await warehouse.run(
      {
        name: "generate",
        params: z.object({}),
        row: z.unknown(),
        text: `INSERT INTO hits_v1 (suite, visitor_id, at, position, source, occurrences, visit_number, visit_start, page_view, dims, post, orders, units, revenue, \`products.category\`, \`products.name\`, \`products.units\`, \`products.revenue\`)
          SELECT '${RSID}', concat('vid:', toString(number % 200000)), toDateTime64('${FROM}', 3, 'UTC') + toIntervalSecond((number * 7919) % 7776000), number, 1, 1, intDiv(number, 2000000) + 1, toDateTime64('${FROM}', 3, 'UTC'), 1,
            CAST(map('page', concat('Page ', toString(number % 200)), 'evar1', concat('Value ', toString(cityHash64(number) % 300)), 'marketingchannel', concat('Channel ', toString(cityHash64(number) % 8))) AS JSON), CAST(map('evar1', concat('Value ', toString(cityHash64(number) % 300)), 'campaign', concat('Campaign ', toString(number % 40))) AS JSON),
            number % 50 = 0, number % 50 = 0, if(number % 50 = 0, 25.5, 0), if(number % 50 = 0, ['Home'], []), if(number % 50 = 0, ['Article'], []), if(number % 50 = 0, [1], []), if(number % 50 = 0, [25.5], [])
          FROM numbers(${from}, ${part}) SETTINGS max_partitions_per_insert_block = 0`,
      },
      {},
    );
  }
}

const RANKED = {
  name: "ranked by hand",
  params: z.object({}),
  row: z.unknown(),
  text: `SELECT post.evar1.:String AS value, sum(orders) AS orders, sum(revenue) AS revenue FROM hits_v1
    WHERE suite = '${RSID}' AND at >= '${FROM}' AND at < '${TO}' GROUP BY value ORDER BY orders DESC, value LIMIT 50`,
};

/** The report gives this total too, because amounts with participation add up to more. */
const TOTAL = {
  name: "total by hand",
  params: z.object({}),
  row: z.unknown(),
  text: `SELECT sum(revenue) AS revenue FROM hits_v1 WHERE suite = '${RSID}' AND at >= '${FROM}' AND at < '${TO}' AND visitor != 0`,
};

/** Models of attribution; the SQL gives each conversion's touch points, oldest first in `before`, their credit. Marketing channels are eight. */
const MODELS = [
  { name: "linear of the visitor by eVar", func: "allocation-linear", dimension: "evar1", sql: "arrayMap(t -> (t.2, sale.2 / length(before)), before)" },
  {
    name: "time decay of the visitor by eVar",
    func: "allocation-timeDecay",
    dimension: "evar1",
    sql: "arrayMap((t, w) -> (t.2, sale.2 * w / arraySum(weights)), before, arrayMap(t -> exp2((toUnixTimestamp64Milli(t.1.1) - toUnixTimestamp64Milli(sale.1.1)) / 604800000), before) as weights)",
  },
  {
    name: "Shapley of the visitor by 8 channels",
    func: "allocation-algorithmic",
    dimension: "marketingchannel",
    sql: "arrayMap(v -> (v, sale.2 / length(players)), arrayDistinct(arrayMap(t -> t.2, before)) as players)",
  },
] as const;

function byHand(credit: string): { name: string; params: z.ZodObject; row: z.ZodUnknown; text: string } {
  const value = credit.includes("players") ? "dims.marketingchannel.:String" : "lowerUTF8(dims.evar1.:String)";
  return {
    name: "attribution by hand",
    params: z.object({}),
    row: z.unknown(),
    text: `SELECT credited.1 AS value, sum(credited.2) AS revenue FROM (
      SELECT arrayJoin(${credit}) AS credited FROM (
        SELECT sale, arrayFilter(t -> t.1 <= sale.1, touches) AS before FROM (
          SELECT arraySort(groupArrayIf(((at, position), ${value} AS touched), touched IS NOT NULL)) AS touches, groupArrayIf(((at, position), toFloat64(revenue)), revenue != 0) AS sales
          FROM hits_v1 WHERE suite = '${RSID}' AND at >= '${FROM}' AND at < '${TO}'
            AND visitor IN (SELECT visitor FROM hits_v1 WHERE suite = '${RSID}' AND at >= '${FROM}' AND at < '${TO}' AND revenue != 0)
          GROUP BY visitor)
        ARRAY JOIN sales AS sale))
      GROUP BY value ORDER BY revenue DESC, value LIMIT 50`,
  };
}

const PARTICIPATION = {
  name: "participation by hand",
  params: z.object({}),
  row: z.unknown(),
  text: `WITH touched AS (
      SELECT visitor, post.evar1.:String AS value, min((at, position)) AS first FROM hits_v1
      WHERE suite = '${RSID}' AND at >= '${FROM}' AND at < '${TO}' AND visitor != 0 AND value IS NOT NULL GROUP BY visitor, value),
    sales AS (
      SELECT visitor, groupArray(((at, position), revenue)) AS made FROM hits_v1
      WHERE suite = '${RSID}' AND at >= '${FROM}' AND at < '${TO}' AND visitor != 0 AND revenue != 0 GROUP BY visitor)
    SELECT value, sum(arraySum(sale -> if(sale.1 >= first, sale.2, 0), made)) AS revenue FROM touched INNER JOIN sales USING (visitor)
    GROUP BY value ORDER BY revenue DESC, value LIMIT 50`,
};
