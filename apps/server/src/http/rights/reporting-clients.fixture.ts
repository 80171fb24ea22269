import type { Rsid } from "@rapport/contract";
import * as reporting from "@rapport/contract/reporting";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";
import { rankedOf } from "./reporting.fixture.ts";

const ofSuite = ({ company }: Tenant, { rsid }: Pick<Tenant, "rsid">) => ({ params: { company }, query: { rsid: rsid as Rsid } });
const dimension = ({ company }: Tenant, { rsid }: Pick<Tenant, "rsid">) => ({
  params: { company, dimensionId: "variables/page" },
  query: { rsid: rsid as Rsid },
});
const metric = ({ company }: Tenant, { rsid }: Pick<Tenant, "rsid">) => ({ params: { company, metricId: "orders" }, query: { rsid: rsid as Rsid } });
const suite = ({ company }: Tenant, { rsid }: Pick<Tenant, "rsid">) => ({ params: { company, suite: rsid } });
const topItems = ({ company }: Tenant, { rsid }: Pick<Tenant, "rsid">) => ({
  params: { company },
  query: { rsid: rsid as Rsid, dimension: "variables/campaign", dateRange: "2026-02-01T00:00/2026-03-01T00:00" },
});
const NO_TENANT = { none: "it is the same for everybody, or about the caller" } as const;

/** What clients of the 2.0 API ask around reports. */
export const reportingClientRights: readonly Right[] = [
  right(reporting.runReportRanked, {
    customers: "none",
    request: rankedOf,
    shows: true,
    otherTenant: { request: (_, other) => rankedOf(other), answer: "own" },
  }),
  right(reporting.getTopItems, {
    customers: "none",
    request: (home) => topItems(home, home),
    shows: true,
    otherTenant: { request: (home, other) => topItems(home, other), answer: "own" },
  }),
  right(reporting.listDimensions, {
    customers: "none",
    request: (home) => ofSuite(home, home),
    otherTenant: { request: (home, other) => ofSuite(home, other), answer: "own" },
  }),
  right(reporting.getDimension, {
    customers: "none",
    request: (home) => dimension(home, home),
    otherTenant: { request: (home, other) => dimension(home, other), answer: "own" },
  }),
  right(reporting.listMetrics, {
    customers: "none",
    request: (home) => ofSuite(home, home),
    otherTenant: { request: (home, other) => ofSuite(home, other), answer: "own" },
  }),
  right(reporting.getMetric, {
    customers: "none",
    request: (home) => metric(home, home),
    otherTenant: { request: (home, other) => metric(home, other), answer: "own" },
  }),
  right(reporting.listSuiteItems, {
    customers: "none",
    request: ({ company, rsid }) => ({ params: { company }, query: { rsids: rsid } }),
    otherTenant: { request: ({ company }, { rsid }) => ({ params: { company }, query: { rsids: rsid } }), answer: "own" },
  }),
  right(reporting.getSuiteItem, {
    customers: "none",
    request: (home) => suite(home, home),
    otherTenant: { request: (home, other) => suite(home, other), answer: "own" },
  }),
  right(reporting.listDateRanges, { customers: "none", request: ({ company }) => ({ params: { company } }), otherTenant: NO_TENANT }),
  right(reporting.getDateRange, {
    customers: "none",
    request: ({ company }) => ({ params: { company, dateRangeId: "last-month" } }),
    otherTenant: NO_TENANT,
  }),
  right(reporting.getCaller, { customers: "none", request: ({ company }) => ({ params: { company } }), otherTenant: NO_TENANT }),
  right(reporting.discover, { customers: "none", request: () => ({}), otherTenant: NO_TENANT }),
];
