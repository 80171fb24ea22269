import type { ReportSuite } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import type { TestServer } from "../testing/index.ts";

type Parameters = Readonly<Record<string, string | number>>;

/** Sends online hits as image requests, one after the other, and waits until reports have them. */
export async function hits(server: TestServer, rsid: string, ...all: readonly Parameters[]): Promise<void> {
  for (const parameters of all) {
    const query = new URLSearchParams(Object.entries({ pageName: "Home", ...parameters }).map(([name, value]) => [name, String(value)]));
    const answer = await server.inject({ url: `/b/ss/${rsid}/1/?${query.toString()}` });
    if (answer.statusCode !== 200) throw new Error(`the hit was answered ${answer.statusCode}: ${answer.body}`);
  }
  await server.processed(rsid);
}

/** The metrics of each value of a dimension over the last year: `{ blue: [1, 0] }`. Rows of zeros are left out. */
export async function report(
  server: TestServer,
  suite: Pick<ReportSuite, "rsid">,
  { dimension, metrics }: { dimension: string; metrics: readonly string[] },
): Promise<Record<string, number[]>> {
  const { rows } = await server.api(runReport, {
    params: { company: "rapport" },
    body: {
      rsid: suite.rsid,
      dimension: `variables/${dimension}`,
      globalFilters: [{ type: "dateRange", dateRange: LAST_YEAR }],
      settings: { limit: 400 },
      metricContainer: { metrics: metrics.map((id) => ({ id: `metrics/${id}` })) },
    },
  });
  return Object.fromEntries(rows.filter(({ data }) => data.some((amount) => amount !== 0)).map(({ value, data }) => [value, data.map(Number)]));
}

/** Totals over the last year, in the order of the metrics. */
export async function totals(server: TestServer, suite: Pick<ReportSuite, "rsid">, ...metrics: readonly string[]): Promise<number[]> {
  const { summaryData } = await server.api(runReport, {
    params: { company: "rapport" },
    body: {
      rsid: suite.rsid,
      globalFilters: [{ type: "dateRange", dateRange: LAST_YEAR }],
      metricContainer: { metrics: metrics.map((id) => ({ id: `metrics/${id}` })) },
    },
  });
  return summaryData.totals.map(Number);
}

const LAST_YEAR = "td-365d/td+1d";

/** The day this many days ago, as files have it; the suite's zone is UTC. */
export function daysAgo(days: number, time = ""): string {
  const at = new Date(Date.now() - days * 86_400_000);
  return `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}${time}`;
}

/** The Unix seconds of this many minutes ago. */
export function minutesAgo(minutes: number): number {
  return Math.floor(Date.now() / 1000) - minutes * 60;
}
