import { Refusal, type Query } from "@rapport/contract";
import type { DimensionInfo, listDimensions, listMetrics, MetricInfo } from "@rapport/contract/reporting";
import { dimensionInfo, dimensionsOf, findDimension, findMetric, metricInfo, metricsOf, type ReportingSuite } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { holdsSuite, reachOf, type Actor } from "../../http/index.ts";
import { reportingSuite } from "../suite.ts";

type SuiteDeps = Pick<Deps, "db" | "clock">;
interface Of {
  readonly rsid: string;
  readonly actor: Actor;
}

/** What reports of the caller's suites can be made of (RQ11). Another suite is as if it were not there. */
async function suiteInReach(deps: SuiteDeps, { rsid, actor }: Of): Promise<ReportingSuite> {
  if (!holdsSuite(reachOf(actor, "report.read"), rsid)) throw new Refusal("report_suite.not_found", { rsid });
  return await reportingSuite(deps, rsid);
}

export async function dimensions(deps: SuiteDeps, { query, actor }: { query: Query<typeof listDimensions>; actor: Actor }): Promise<DimensionInfo[]> {
  const { rsid, segmentable, reportable, classifiable } = query;
  const all = dimensionsOf(await suiteInReach(deps, { rsid, actor }));
  return all.filter(
    (one) =>
      (segmentable === undefined || one.segmentable === segmentable) &&
      (reportable === undefined || reportable.split(",").some((product) => product.trim() === "oberon")) &&
      // Values are not classified here, so no dimension can be.
      classifiable !== true,
  );
}

export async function dimension(deps: SuiteDeps, { id, rsid, actor }: Of & { readonly id: string }): Promise<DimensionInfo> {
  const suite = await suiteInReach(deps, { rsid, actor });
  const found = findDimension(id, suite);
  if (found === undefined) throw new Refusal("report.not_found", { id });
  return dimensionInfo(found, suite);
}

export async function metrics(deps: SuiteDeps, { query, actor }: { query: Query<typeof listMetrics>; actor: Actor }): Promise<MetricInfo[]> {
  const { rsid, segmentable } = query;
  const all = metricsOf(await suiteInReach(deps, { rsid, actor }));
  return all.filter((one) => segmentable === undefined || one.segmentable === segmentable);
}

export async function metric(deps: SuiteDeps, { id, rsid, actor }: Of & { readonly id: string }): Promise<MetricInfo> {
  const suite = await suiteInReach(deps, { rsid, actor });
  const found = findMetric(id, suite);
  if (found === undefined) throw new Refusal("report.not_found", { id });
  return metricInfo(found, suite);
}
