import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company, Rsid } from "../ids.ts";
import { DimensionId, RankedReport, RankedRequest } from "./ranked-report.ts";

export const runReportRanked = endpoint({
  name: "runReportRanked",
  method: "POST",
  path: "/api/:company/reports/ranked",
  permission: "report.read",
  reach: "address",
  summary: "Another name of the ranked report, which some clients use.",
  params: z.object({ company: Company }),
  body: RankedRequest,
  reply: RankedReport,
});

export const getTopItems = endpoint({
  name: "getTopItems",
  method: "GET",
  path: "/api/:company/reports/topItems",
  permission: "report.read",
  reach: "handler",
  summary: "The items of a dimension, most occurrences first (RQ13).",
  params: z.object({ company: Company }),
  query: z.object({
    rsid: Rsid,
    dimension: DimensionId,
    dateRange: z.string().max(100).default("td-90d/td+1d"),
    "search-clause": z.string().max(1000).optional(),
    lookupNoneValues: z
      .enum(["true", "false"])
      .default("true")
      .transform((value) => value === "true"),
    limit: z.coerce.number().int().min(1).max(50_000).default(10),
    page: z.coerce.number().int().min(0).max(1_000_000).default(0),
    locale: z.string().max(20).optional(),
  }),
  reply: z
    .object({
      dimension: z.object({ id: z.string(), type: z.string() }),
      totalPages: z.int(),
      firstPage: z.boolean(),
      lastPage: z.boolean(),
      numberOfElements: z.int(),
      number: z.int(),
      totalElements: z.int(),
      rows: z.array(z.object({ itemId: z.string(), value: z.string() })),
    })
    .meta({ id: "TopItems" }),
});
