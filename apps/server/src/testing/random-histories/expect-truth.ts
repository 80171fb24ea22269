import type { ReportSuite } from "@rapport/contract/report-suites";
import { type RankedReport, runReport } from "@rapport/contract/reporting";
import { type Counted, oracleReport, type OracleReport, UNSPECIFIED } from "@rapport/testkit";
import { expect } from "vitest";
import type { TestServer } from "../index.ts";
import { type Chance, DAY_MS } from "./chance.ts";

/** Expects every report of the suite to equal what plain loops over its history give. */
export async function expectTruth(
  server: TestServer,
  { suite, counted, chance, seed }: { suite: ReportSuite; counted: readonly Counted[]; chance: Chance; seed: number },
): Promise<void> {
  for (const table of tablesOf(chance)) {
    const answers = await asked(server, { suite, table });
    for (const [column, report] of table.entries()) {
      expect(answers[column], `world ${seed}: ${JSON.stringify(report)}`).toEqual(wanted(oracleReport(counted, report), report));
    }
  }
}

/** Metrics that one report asks for together: its columns. */
function tablesOf(chance: Chance): OracleReport[][] {
  const wholeMs = { fromMs: Date.now() - 400 * DAY_MS, toMs: Date.now() + DAY_MS };
  const startMs = Math.floor((Date.now() - chance.integer(5, 30) * DAY_MS) / 1000) * 1000;
  const partMs = { fromMs: startMs, toMs: startMs + chance.integer(1, 10) * DAY_MS };
  const dimensions: OracleReport["dimension"][] = [
    { kind: "persisted", name: "evar1" },
    { kind: "persisted", name: "evar2" },
    { kind: "persisted", name: "evar3", isLinear: true },
    { kind: "persisted", name: "evar4" },
    { kind: "persisted", name: "evar5" },
    { kind: "persisted", name: "evar6", isLinear: true },
    { kind: "persisted", name: "evar7" },
    { kind: "persisted", name: "evar8" },
    { kind: "persisted", name: "evar9" },
    { kind: "set", name: "prop1" },
    { kind: "set", name: "page" },
    { kind: "product", name: "product" },
  ];
  const metrics = ["occurrences", "pageviews", "pageevents", "visits", "visitors", "orders", "units", "revenueCents", "event1"] as const;
  const ofVisits = ["entries", "exits", "bounces", "singlepagevisits", "timespent"] as const;
  return [wholeMs, partMs].flatMap((range) =>
    dimensions.map((dimension): OracleReport[] => [
      ...metrics.map((metric) => ({ dimension, metric, ...range })),
      // In the range that cuts visits.
      ...(range === partMs ? ofVisits.map((metric) => ({ dimension, metric, ...range })) : []),
      ...(dimension.kind === "product" ? [] : [{ dimension, metric: "instances" as const, ...range }]),
      ...(["orders", "revenueCents", "event1"] as const).flatMap((metric) =>
        (["sessions", "visitors"] as const).map((participation) => ({ dimension, metric, participation, ...range })),
      ),
    ]),
  );
}

async function asked(server: TestServer, { suite, table }: { suite: ReportSuite; table: readonly OracleReport[] }): Promise<Record<string, number>[]> {
  const [first] = table;
  if (first === undefined) throw new Error("a table needs a column");
  const answer: RankedReport = await server.api(runReport, {
    params: { company: "test" },
    body: {
      rsid: suite.rsid,
      dimension: `variables/${first.dimension.name}`,
      globalFilters: [{ type: "dateRange", dateRange: `${local(first.fromMs)}/${local(first.toMs)}` }],
      metricContainer: {
        metrics: table.map(({ metric, participation }, column) => ({
          id: `metrics/${metric === "revenueCents" ? "revenue" : metric}`,
          columnId: String(column),
          ...(participation === undefined ? {} : { allocationModel: { func: "allocation-participation" as const, context: participation } }),
        })),
      },
      settings: { limit: 10_000 },
    },
  });
  return table.map((_, column) =>
    Object.fromEntries(answer.rows.map(({ value, data }) => [value, data[column] ?? 0] as const).filter(([, number]) => number !== 0)),
  );
}

/** The oracle's numbers in the form of a report: integers rounded, money in euros and cents, rows of zero left out. */
function wanted(numbers: ReadonlyMap<string, number>, report: OracleReport): Record<string, number> {
  return Object.fromEntries(
    [...numbers].map(([value, number]) => [value === UNSPECIFIED ? "Unspecified" : value, shown(number, report)] as const).filter(([, number]) => number !== 0),
  );
}

function shown(number: number, { metric }: OracleReport): number {
  if (metric === "revenueCents") return roundHalfAway(number) / 100;
  return metric === "timespent" ? roundHalfAway(number * 1000) / 1000 : roundHalfAway(number);
}

/** Sums of thirds carry small binary errors, so a half is recognised with some tolerance. */
function roundHalfAway(number: number): number {
  return Math.sign(number) * Math.floor(Math.abs(number) + 0.5 + 1e-6);
}

function local(ms: number): string {
  return new Date(ms).toISOString().slice(0, 23);
}
