import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company } from "../ids.ts";
import { pageOf } from "./page-of.ts";

const OfCompany = z.object({ company: Company });
const told = { locale: z.string().max(20).optional(), expansion: z.string().max(500).optional() };
const Paging = { limit: z.coerce.number().int().min(1).max(1000).default(10), page: z.coerce.number().int().min(0).max(100_000).default(0) };

/** A report suite as the 2.0 API lists it (RQ11). */
export const SuiteItem = z
  .object({
    collectionItemType: z.literal("reportsuite"),
    rsid: z.string(),
    name: z.string(),
    currency: z.string(),
    timezoneZoneinfo: z.string(),
    calendarType: z.object({ rsid: z.string(), type: z.literal("gregorian") }),
  })
  .meta({ id: "SuiteItem" });
export type SuiteItem = z.infer<typeof SuiteItem>;

export const listSuiteItems = endpoint({
  name: "listSuiteItems",
  method: "GET",
  path: "/api/:company/collections/suites",
  permission: "report.read",
  reach: "handler",
  summary: "The report suites whose reports the caller may read, by id. `rsids` and `rsidContains` narrow them.",
  params: OfCompany,
  query: z.object({ ...Paging, ...told, rsids: z.string().max(5000).optional(), rsidContains: z.string().max(100).optional() }),
  reply: pageOf(SuiteItem),
});

export const getSuiteItem = endpoint({
  name: "getSuiteItem",
  method: "GET",
  path: "/api/:company/collections/suites/:suite",
  permission: "report.read",
  reach: "handler",
  summary: "One report suite.",
  params: z.object({ company: Company, suite: z.string().max(100) }),
  query: z.object(told),
  reply: SuiteItem,
});

/** A moment of a date range: functions that follow one another, beginning from now. */
const Rolling = z.array(
  z.object({
    function: z.enum(["time-floor", "time-shift"]),
    granularity: z.enum(["year", "quarter", "month", "week", "day"]),
    offset: z.int().optional(),
  }),
);

/** A date range by its name (RQ12). `formula` is what a `dateRange` filter takes. */
export const DateRangeItem = z
  .object({
    id: z.string(),
    name: z.string(),
    formula: z.string(),
    definition: z.object({ start: Rolling, end: Rolling, version: z.literal("1.0.0") }),
  })
  .meta({ id: "DateRangeItem" });
export type DateRangeItem = z.infer<typeof DateRangeItem>;

export const listDateRanges = endpoint({
  name: "listDateRanges",
  method: "GET",
  path: "/api/:company/dateranges",
  permission: "report.read",
  reach: "handler",
  summary: "Date ranges that move with the day, such as the last seven full days. The end is exclusive.",
  params: OfCompany,
  query: z.object({ ...Paging, ...told, filterByIds: z.string().max(2000).optional() }),
  reply: pageOf(DateRangeItem),
});

export const getDateRange = endpoint({
  name: "getDateRange",
  method: "GET",
  path: "/api/:company/dateranges/:dateRangeId",
  permission: "report.read",
  reach: "handler",
  summary: "One date range.",
  params: z.object({ company: Company, dateRangeId: z.string().max(60) }),
  query: z.object(told),
  reply: DateRangeItem,
});

export const getCaller = endpoint({
  name: "getCaller",
  method: "GET",
  path: "/api/:company/users/me",
  permission: "report.read",
  reach: "handler",
  summary: "Who calls: a person of headquarters, or an API key by its name.",
  params: OfCompany,
  reply: z
    .object({ login: z.string(), fullName: z.string(), email: z.string().optional(), imsUserId: z.string(), disabled: z.literal(false) })
    .meta({ id: "Caller" }),
});

export const discover = endpoint({
  name: "discover",
  method: "GET",
  path: "/discovery/me",
  permission: "report.read",
  reach: "handler",
  summary: "The company whose name stands in the addresses of reports. There is one.",
  reply: z.object({
    imsUserId: z.string(),
    imsOrgs: z.array(
      z.object({
        imsOrgId: z.string(),
        companies: z.array(z.object({ globalCompanyId: z.string(), companyName: z.string(), apiRateLimitPolicy: z.string() })),
      }),
    ),
  }),
});
