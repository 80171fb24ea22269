import { Refusal, type Query, type Reply } from "@rapport/contract";
import type { getTopItems } from "@rapport/contract/reporting";
import type { Deps } from "../../deps.ts";
import { holdsSuite, reachOf, type Actor } from "../../http/index.ts";
import { runReport } from "../run.ts";

/** The items of a dimension: a ranked report by occurrences, without its numbers (RQ13). */
export async function topItems(
  deps: Pick<Deps, "db" | "clock" | "warehouse">,
  { query, actor }: { query: Query<typeof getTopItems>; actor: Actor },
): Promise<Reply<typeof getTopItems>> {
  const { rsid, dimension, dateRange, lookupNoneValues, limit, page, locale } = query;
  if (!holdsSuite(reachOf(actor, "report.read"), rsid)) throw new Refusal("report_suite.not_found", { rsid });
  const clause = query["search-clause"];
  const {
    columns,
    rows,
    summaryData: _,
    ...pages
  } = await runReport(deps, {
    rsid,
    dimension,
    ...(locale !== undefined && { locale }),
    globalFilters: [{ type: "dateRange", dateRange }],
    ...(clause !== undefined && { search: { clause } }),
    settings: { limit, page, nonesBehavior: lookupNoneValues ? "return-nones" : "exclude-nones" },
    metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "0" }] },
  });
  if (columns.dimension === undefined) throw new Error("a report by a dimension names it");
  return { ...pages, dimension: columns.dimension, rows: rows.map(({ itemId, value }) => ({ itemId, value })) };
}
