import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company, Rsid } from "../ids.ts";
import { Name } from "../names.ts";
import { pageOf } from "./page-of.ts";
import { IfVersion, Saved } from "../saved.ts";
import { MetricDefinition } from "./metric-definition.ts";

export const CalculatedMetricId = z
  .string()
  .regex(/^cm1_[0-9a-f]{24}$/)
  .brand<"CalculatedMetricId">();
export type CalculatedMetricId = z.infer<typeof CalculatedMetricId>;

/** How a number is written: `percent` of 1 is 100 %, `time` is in seconds. */
export const MetricType = z.enum(["decimal", "percent", "currency", "time"]);
export type MetricType = z.infer<typeof MetricType>;
/** Whether more of it is good news. */
export const MetricPolarity = z.enum(["positive", "negative"]);
/** Decimals that are shown. */
export const MetricPrecision = z.int().min(0).max(10);

/** A calculated metric as the 2.0 API shows it. */
export const CalculatedMetric = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    /** Empty for one that every suite has. */
    rsid: z.string(),
    owner: z.object({ id: z.string(), name: z.string() }),
    type: MetricType,
    precision: MetricPrecision,
    polarity: MetricPolarity,
    definition: MetricDefinition,
    /** True for one that every suite has, and nobody changes. */
    template: z.boolean(),
    created: z.iso.datetime().optional(),
    modified: z.iso.datetime().optional(),
    saved: Saved.optional(),
  })
  .meta({ id: "CalculatedMetric" });
export type CalculatedMetric = z.infer<typeof CalculatedMetric>;

const Description = z.string().trim().max(1000);
const One = z.object({ company: Company, metricId: z.string().max(80) });

export const listCalculatedMetrics = endpoint({
  name: "listCalculatedMetrics",
  method: "GET",
  path: "/api/:company/calculatedmetrics",
  permission: "report.read",
  reach: "handler",
  summary: "The saved calculated metrics, by name (CF5). `includeType=templates` or `all` puts those that every suite has before them.",
  params: z.object({ company: Company }),
  query: z.object({
    rsids: z.string().max(5000).optional(),
    filterByIds: z.string().max(5000).optional(),
    calculatedMetricFilter: z.string().max(5000).optional(),
    name: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(10),
    page: z.coerce.number().int().min(0).max(100_000).default(0),
    sortProperty: z.enum(["name", "modified_date", "id"]).default("name"),
    sortDirection: z.enum(["ASC", "DESC"]).default("ASC"),
    includeType: z.string().max(200).optional(),
    // Clients send these; every answer is whole.
    expansion: z.string().max(500).optional(),
    locale: z.string().max(20).optional(),
    pagination: z.string().max(10).optional(),
  }),
  reply: pageOf(CalculatedMetric),
});

export const getCalculatedMetric = endpoint({
  name: "getCalculatedMetric",
  method: "GET",
  path: "/api/:company/calculatedmetrics/:metricId",
  permission: "report.read",
  reach: "handler",
  summary: "One calculated metric, also a deleted one.",
  params: One,
  reply: CalculatedMetric,
});

const content = {
  name: Name,
  description: Description,
  type: MetricType,
  precision: MetricPrecision,
  polarity: MetricPolarity,
  definition: MetricDefinition,
};

export const createCalculatedMetric = endpoint({
  name: "createCalculatedMetric",
  method: "POST",
  path: "/api/:company/calculatedmetrics",
  permission: "report.save",
  reach: "address",
  summary: "Save a calculated metric of a report suite. Its formula is read first, and refused with the place of each fault.",
  params: z.object({ company: Company }),
  body: z.strictObject({
    ...content,
    rsid: Rsid,
    description: Description.default(""),
    type: MetricType.default("decimal"),
    precision: MetricPrecision.default(0),
    polarity: MetricPolarity.default("positive"),
  }),
  reply: CalculatedMetric,
});

export const changeCalculatedMetric = endpoint({
  name: "changeCalculatedMetric",
  method: "PUT",
  path: "/api/:company/calculatedmetrics/:metricId",
  permission: "report.save",
  reach: "handler",
  summary: "Change what is sent of a calculated metric; the rest stays. With `version`, only if nobody changed it meanwhile.",
  params: One,
  query: IfVersion,
  body: z.strictObject(content).partial(),
  reply: CalculatedMetric,
});

export const deleteCalculatedMetric = endpoint({
  name: "deleteCalculatedMetric",
  method: "DELETE",
  path: "/api/:company/calculatedmetrics/:metricId",
  permission: "report.save",
  reach: "handler",
  summary: "Hide a calculated metric. Reports and metrics that name it still work.",
  params: One,
  query: IfVersion,
  reply: z.object({ status: z.literal("ok") }),
});

export const validateCalculatedMetric = endpoint({
  name: "validateCalculatedMetric",
  method: "POST",
  path: "/api/:company/calculatedmetrics/validate",
  permission: "report.read",
  reach: "address",
  summary: "Whether a formula can be calculated in a report suite, of what it is made, and if it cannot, why.",
  params: z.object({ company: Company }),
  body: z
    .strictObject({ ...content, id: z.string().max(80) })
    .partial()
    .extend({ rsid: Rsid, definition: MetricDefinition }),
  reply: z.object({
    valid: z.boolean(),
    identityMetrics: z.array(z.object({ identity: z.string() })),
    functions: z.array(z.string()),
    message: z.string().optional(),
    faults: z.array(z.object({ path: z.string(), message: z.string() })),
  }),
});
