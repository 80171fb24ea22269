import { runReport } from "@rapport/contract/reporting";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const ranked = ({ company, rsid }: Tenant) => ({
  params: { company },
  body: {
    rsid,
    dimension: "variables/campaign",
    globalFilters: [{ type: "dateRange" as const, dateRange: "2026-02-01T00:00:00.000/2026-03-01T00:00:00.000" }],
    metricContainer: { metrics: [{ id: "metrics/orders", columnId: "0" }] },
  },
});

export const reportingRights: readonly Right[] = [
  right(runReport, { customers: "none", request: ranked, shows: true, otherTenant: { request: (_, other) => ranked(other), answer: "own" } }),
];
