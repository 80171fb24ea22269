import { z } from "zod";
import { endpoint } from "./endpoint.ts";

const accepted = z.object({ success: z.literal(true) });

const SEGMENT_CALLS = ["batch", "track", "page", "screen", "identify", "group", "alias"] as const;
export type SegmentCall = (typeof SEGMENT_CALLS)[number];

/** The Segment HTTP API; 200 means durable on disk. Error body: `{ "success": false, "message": "..." }`. */
export const segmentDoors = SEGMENT_CALLS.map((call) =>
  endpoint({
    name: `segment.${call}`,
    method: "POST",
    path: `/v1/${call}`,
    permission: "writeKey",
    summary: `Segment HTTP API: ${call}.`,
    bodyKind: "raw",
    reply: accepted,
    errors: "segment",
  }),
);

const ImagePath = z.object({ rsids: z.string().max(1000), "*": z.string() });

/** The image request `/b/ss/{rsid}[,{rsid}]/...` (spec 4.1): answers a 1x1 GIF once the hit is durable. */
export const imageDoors = (["GET", "POST"] as const).map((method) =>
  endpoint({
    name: `image.${method.toLowerCase()}`,
    method,
    path: "/b/ss/:rsids/*",
    permission: "public",
    summary: "Image request of a hit for one or more report suites.",
    params: ImagePath,
    bodyKind: method === "POST" ? "raw" : "none",
    replyKind: "raw",
    errors: "image",
  }),
);
