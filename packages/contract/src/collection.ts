import { z } from "zod";
import { endpoint } from "./endpoint.ts";

const accepted = z.object({ success: z.literal(true) });

export const SegmentCall = z.enum(["batch", "track", "page", "screen", "identify", "group", "alias"]);
export type SegmentCall = z.infer<typeof SegmentCall>;

/** The Segment HTTP API; 200 means durable on disk. Error body: `{ "success": false, "message": "..." }`. */
export const segmentDoors = SegmentCall.options.map((call) =>
  endpoint({
    name: `segment.${call}`,
    method: "POST",
    path: `/v1/${call}`,
    permission: "writeKey",
    summary: `Segment HTTP API: ${call}.`,
    bodyKind: "raw",
    // The documented size of a batch; one message may fill it.
    maxBodyBytes: 500 * 1024,
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
    ...(method === "POST" && { maxBodyBytes: 256 * 1024 }),
    replyKind: "raw",
    errors: "image",
  }),
);
