import * as reporting from "@rapport/contract/reporting";
import type { Rsid } from "@rapport/contract";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

export const rankedOf = ({ company, rsid }: Tenant) => ({
  params: { company },
  body: {
    rsid,
    dimension: "variables/campaign",
    globalFilters: [{ type: "dateRange" as const, dateRange: "2026-02-01T00:00:00.000/2026-03-01T00:00:00.000" }],
    metricContainer: { metrics: [{ id: "metrics/orders", columnId: "0" }] },
  },
});

/** The id of the order's hit. */
const aRow = async (home: Tenant, api: TestServer["api"]) => {
  const { body, params } = rankedOf(home);
  const { rows } = await api(reporting.listRowsBehind, { params, body: { request: body, columnId: "0" } });
  const order = rows.find(({ kind }) => kind === "order");
  if (order === undefined) throw new Error("the tenant has no order");
  return order.id;
};

const definition = {
  func: "segment",
  container: { func: "container", context: "hits", pred: { func: "exists", val: { func: "attr", name: "variables/campaign" } } },
};
const draft = ({ rsid, mark }: Tenant) => ({ rsid: rsid as Rsid, name: mark.slice(0, 100), definition });
const saved = async (home: Tenant, { api }: Pick<TestServer, "api">) => {
  const { id } = await api(reporting.createSegment, { params: { company: home.company }, body: draft(home) });
  return { params: { company: home.company, segmentId: id as string } };
};
/** By whoever will change it, because others may not (SE10). */
const savedBy = async (home: Tenant, server: TestServer, caller: Readonly<Record<string, string>>) => {
  const made = await server.inject({ method: "POST", url: `/api/${home.company}/segments`, headers: caller, payload: draft(home) });
  return made.statusCode === 200 ? { params: { company: home.company, segmentId: made.json<{ id: string }>().id } } : await saved(home, server);
};
const stray = (_: Tenant, { company }: Tenant) => ({ params: { company, segmentId: "s1_000000000000000000000000" } });

const rate = {
  func: "calc-metric",
  formula: { func: "divide", col1: { func: "metric", name: "metrics/orders" }, col2: { func: "metric", name: "metrics/visits" } },
};
const draftMetric = ({ rsid, mark }: Tenant) => ({ rsid: rsid as Rsid, name: mark.slice(0, 100), definition: rate });
const savedMetric = async (home: Tenant, { api }: Pick<TestServer, "api">) => {
  const { id } = await api(reporting.createCalculatedMetric, { params: { company: home.company }, body: draftMetric(home) });
  return { params: { company: home.company, metricId: id } };
};
/** By whoever will change it, because others may not (CF5). */
const metricBy = async (home: Tenant, server: TestServer, caller: Readonly<Record<string, string>>) => {
  const url = `/api/${home.company}/calculatedmetrics`;
  const made = await server.inject({ method: "POST", url, headers: caller, payload: draftMetric(home) });
  return made.statusCode === 200 ? { params: { company: home.company, metricId: made.json<{ id: string }>().id } } : await savedMetric(home, server);
};
const strayMetric = (_: Tenant, { company }: Tenant) => ({ params: { company, metricId: "cm1_000000000000000000000000" } });

const metricRights: readonly Right[] = [
  right(reporting.listCalculatedMetrics, {
    customers: "none",
    request: async (home, server) => ({ params: { company: (await savedMetric(home, server)).params.company }, query: { rsids: home.rsid } }),
    shows: true,
    otherTenant: { request: ({ company }, { rsid }) => ({ params: { company }, query: { rsids: rsid } }), answer: "own" },
  }),
  right(reporting.getCalculatedMetric, { customers: "none", request: savedMetric, otherTenant: { request: strayMetric, answer: "refused" } }),
  right(reporting.createCalculatedMetric, {
    customers: "none",
    request: (home) => ({ params: { company: home.company }, body: draftMetric(home) }),
    otherTenant: { request: ({ company }, other) => ({ params: { company }, body: draftMetric(other) }), answer: "own" },
  }),
  right(reporting.changeCalculatedMetric, {
    customers: "none",
    request: async (home, server) => ({ ...(await savedMetric(home, server)), body: { description: fresh("d") } }),
    requestBy: async (home, server, caller) => ({ ...(await metricBy(home, server, caller)), body: { description: fresh("d") } }),
    otherTenant: { request: (_, other) => ({ ...strayMetric(_, other), body: { description: "x" } }), answer: "refused" },
  }),
  right(reporting.deleteCalculatedMetric, {
    customers: "none",
    request: savedMetric,
    requestBy: metricBy,
    otherTenant: { request: strayMetric, answer: "refused" },
  }),
  right(reporting.validateCalculatedMetric, {
    customers: "none",
    request: ({ company, rsid }) => ({ params: { company }, body: { rsid: rsid as Rsid, definition: rate } }),
    otherTenant: { request: ({ company }, { rsid }) => ({ params: { company }, body: { rsid: rsid as Rsid, definition: rate } }), answer: "own" },
  }),
];

export const reportingRights: readonly Right[] = [
  ...metricRights,
  right(reporting.runReport, { customers: "none", request: rankedOf, shows: true, otherTenant: { request: (_, other) => rankedOf(other), answer: "own" } }),
  right(reporting.listRowsBehind, {
    // A key that may run reports may not see customers (BR5).
    customers: "none",
    request: ({ company, ...home }) => ({ params: { company }, body: { request: rankedOf({ company, ...home }).body, columnId: "0" } }),
    shows: true,
    otherTenant: { request: ({ company }, other) => ({ params: { company }, body: { request: rankedOf(other).body, columnId: "0" } }), answer: "own" },
  }),
  right(reporting.explainRow, {
    customers: "none",
    request: async (home, { api }) => ({ params: { company: home.company }, body: { rsid: home.rsid, id: await aRow(home, api) } }),
    shows: true,
    otherTenant: {
      request: async (home, other, { api }) => ({ params: { company: home.company }, body: { rsid: other.rsid, id: await aRow(home, api) } }),
      answer: "refused",
    },
  }),
  right(reporting.listSegments, {
    customers: "none",
    request: async (home, server) => ({ params: { company: (await saved(home, server)).params.company }, query: { rsids: home.rsid } }),
    shows: true,
    otherTenant: { request: ({ company }, { rsid }) => ({ params: { company }, query: { rsids: rsid } }), answer: "own" },
  }),
  right(reporting.getSegment, { customers: "none", request: saved, otherTenant: { request: stray, answer: "refused" } }),
  right(reporting.createSegment, {
    customers: "none",
    request: (home) => ({ params: { company: home.company }, body: draft(home) }),
    otherTenant: { request: ({ company }, other) => ({ params: { company }, body: draft(other) }), answer: "own" },
  }),
  right(reporting.changeSegment, {
    customers: "none",
    request: async (home, server) => ({ ...(await saved(home, server)), body: { description: fresh("d") } }),
    requestBy: async (home, server, caller) => ({ ...(await savedBy(home, server, caller)), body: { description: fresh("d") } }),
    otherTenant: { request: (_, other) => ({ ...stray(_, other), body: { description: "x" } }), answer: "refused" },
  }),
  right(reporting.deleteSegment, {
    customers: "none",
    request: saved,
    requestBy: savedBy,
    otherTenant: { request: stray, answer: "refused" },
  }),
  right(reporting.validateSegment, {
    customers: "none",
    request: ({ company, rsid }) => ({ params: { company }, query: { rsid: rsid as Rsid }, body: definition }),
    otherTenant: { request: ({ company }, { rsid }) => ({ params: { company }, query: { rsid: rsid as Rsid }, body: definition }), answer: "own" },
  }),
];
