import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company, Rsid } from "../ids.ts";
import { Name } from "../names.ts";
import { pageOf } from "./page-of.ts";
import { SegmentDefinition } from "./segment-definition.ts";

export const SegmentId = z
  .string()
  .regex(/^s1_[0-9a-f]{24}$/)
  .brand<"SegmentId">();
export type SegmentId = z.infer<typeof SegmentId>;

/** A saved segment as the 2.0 API shows it. */
export const Segment = z
  .object({
    id: SegmentId,
    name: z.string(),
    description: z.string(),
    rsid: z.string(),
    owner: z.object({ id: z.string(), name: z.string() }),
    definition: SegmentDefinition,
    created: z.iso.datetime(),
    modified: z.iso.datetime(),
    /** One more for each change. */
    version: z.int(),
    /** Who changed it last; null for a key. */
    modifiedBy: z.string().nullable(),
    /** Only reports and segments that name it know it. */
    deleted: z.boolean(),
  })
  .meta({ id: "Segment" });
export type Segment = z.infer<typeof Segment>;

const Description = z.string().trim().max(1000);
const One = z.object({ company: Company, segmentId: z.string().max(60) });
/** The version that the sender saw. If there is a newer one, the write is refused with who made that (SE14). */
const Seen = z.object({ version: z.coerce.number().int().min(1).optional() });

export const listSegments = endpoint({
  name: "listSegments",
  method: "GET",
  path: "/api/:company/segments",
  permission: "report.read",
  reach: "handler",
  summary: "The saved segments, by name (SE10). `rsids`, `segmentFilter` (ids) and `name` narrow them.",
  params: z.object({ company: Company }),
  query: z.object({
    rsids: z.string().max(5000).optional(),
    segmentFilter: z.string().max(5000).optional(),
    name: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(10),
    page: z.coerce.number().int().min(0).max(100_000).default(0),
    sortProperty: z.enum(["name", "modified", "id"]).default("name"),
    sortDirection: z.enum(["ASC", "DESC"]).default("ASC"),
    // Clients send these; every answer is whole and of every kind.
    expansion: z.string().max(500).optional(),
    includeType: z.string().max(200).optional(),
    locale: z.string().max(20).optional(),
  }),
  reply: pageOf(Segment),
});

export const getSegment = endpoint({
  name: "getSegment",
  method: "GET",
  path: "/api/:company/segments/:segmentId",
  permission: "report.read",
  reach: "handler",
  summary: "One saved segment, also a deleted one.",
  params: One,
  reply: Segment,
});

export const createSegment = endpoint({
  name: "createSegment",
  method: "POST",
  path: "/api/:company/segments",
  permission: "report.save",
  reach: "address",
  summary: "Save a segment of a report suite. Its definition is read first, and refused with the place of each fault.",
  params: z.object({ company: Company }),
  body: z.strictObject({ rsid: Rsid, name: Name, description: Description.default(""), definition: SegmentDefinition }),
  reply: Segment,
});

export const changeSegment = endpoint({
  name: "changeSegment",
  method: "PUT",
  path: "/api/:company/segments/:segmentId",
  permission: "report.save",
  reach: "handler",
  summary: "Change what is sent of a saved segment; the rest stays. With `version` only if nobody changed it since.",
  params: One,
  query: Seen,
  body: z.strictObject({ name: Name.optional(), description: Description.optional(), definition: SegmentDefinition.optional() }),
  reply: Segment,
});

export const deleteSegment = endpoint({
  name: "deleteSegment",
  method: "DELETE",
  path: "/api/:company/segments/:segmentId",
  permission: "report.save",
  reach: "handler",
  summary: "Hide a saved segment. Reports and segments that name it still work.",
  params: One,
  query: Seen,
  reply: z.object({ status: z.literal("ok") }),
});

export const validateSegment = endpoint({
  name: "validateSegment",
  method: "POST",
  path: "/api/:company/segments/validate",
  permission: "report.read",
  reach: "handler",
  summary: "Whether a definition can be counted in a report suite, and if not, why.",
  params: z.object({ company: Company }),
  query: z.object({ rsid: Rsid }),
  body: SegmentDefinition,
  reply: z.object({ valid: z.boolean(), message: z.string().optional(), faults: z.array(z.object({ path: z.string(), message: z.string() })) }),
});
