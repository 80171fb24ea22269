import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company, Rsid } from "../ids.ts";

const Type = z.enum(["string", "time", "int", "decimal", "currency"]);
/** The name that the documented API gives to what ranked reports take. */
const Products = z.array(z.literal("oberon"));

/** A dimension as the 2.0 API lists it (RQ11). */
export const DimensionInfo = z
  .object({
    id: z.string(),
    title: z.string(),
    name: z.string(),
    type: Type,
    category: z.string(),
    support: Products,
    pathable: z.boolean(),
    segmentable: z.boolean(),
    reportable: Products,
  })
  .meta({ id: "Dimension" });
export type DimensionInfo = z.infer<typeof DimensionInfo>;

/** A metric as the 2.0 API lists it (RQ11). */
export const MetricInfo = z
  .object({
    id: z.string(),
    title: z.string(),
    name: z.string(),
    type: Type,
    category: z.string(),
    support: Products,
    /** Whether attribution models and participation work for it (AT1). */
    allocation: z.boolean(),
    precision: z.int(),
    calculated: z.literal(false),
    segmentable: z.boolean(),
    polarity: z.enum(["positive", "negative"]),
  })
  .meta({ id: "Metric" });
export type MetricInfo = z.infer<typeof MetricInfo>;

const YesOrNo = z.enum(["true", "false"]).transform((value) => value === "true");
// Clients send these; names are in English and every answer is whole.
const told = { locale: z.string().max(20).optional(), expansion: z.string().max(500).optional() };
const ofSuite = z.object({ rsid: Rsid, ...told });
const OfCompany = z.object({ company: Company });

export const listDimensions = endpoint({
  name: "listDimensions",
  method: "GET",
  path: "/api/:company/dimensions",
  permission: "report.read",
  reach: "handler",
  summary: "The dimensions of a report suite: those that every suite has, and its own variables.",
  params: OfCompany,
  query: ofSuite.extend({ segmentable: YesOrNo.optional(), reportable: z.string().max(100).optional(), classifiable: YesOrNo.optional() }),
  reply: z.array(DimensionInfo),
});

export const getDimension = endpoint({
  name: "getDimension",
  method: "GET",
  path: "/api/:company/dimensions/:dimensionId",
  permission: "report.read",
  reach: "handler",
  summary: "One dimension of a report suite, with or without `variables/` before its id.",
  params: z.object({ company: Company, dimensionId: z.string().max(60) }),
  query: ofSuite,
  reply: DimensionInfo,
});

export const listMetrics = endpoint({
  name: "listMetrics",
  method: "GET",
  path: "/api/:company/metrics",
  permission: "report.read",
  reach: "handler",
  summary: "The metrics of a report suite: those that every suite has, and its own events.",
  params: OfCompany,
  query: ofSuite.extend({ segmentable: YesOrNo.optional() }),
  reply: z.array(MetricInfo),
});

export const getMetric = endpoint({
  name: "getMetric",
  method: "GET",
  path: "/api/:company/metrics/:metricId",
  permission: "report.read",
  reach: "handler",
  summary: "One metric of a report suite, with or without `metrics/` before its id.",
  params: z.object({ company: Company, metricId: z.string().max(60) }),
  query: ofSuite,
  reply: MetricInfo,
});
