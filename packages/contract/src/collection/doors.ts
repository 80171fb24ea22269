import { z } from "zod";
import { ImageParameters, SegmentBatch, SegmentMessage } from "./shapes.ts";
import { endpoint } from "../endpoint.ts";

const accepted = z.object({ success: z.literal(true) });

export const SegmentCall = z.enum(["batch", "track", "page", "screen", "identify", "group", "alias"]);
export type SegmentCall = z.infer<typeof SegmentCall>;

/**
 * The Segment HTTP API; 200 means durable on disk. Error body: `{ "success": false, "message": "..." }`. Each call has a
 * second address of one letter, which is what the SDKs of browsers and phones call.
 */
export const segmentDoors = SegmentCall.options.flatMap((call) => [
  segmentDoor(call, { name: `segment.${call}`, path: `/v1/${call}`, summary: `Segment HTTP API: ${call}.` }),
  segmentDoor(call, {
    name: `segment.${call}.short`,
    path: `/v1/${call.charAt(0)}`,
    summary: `Segment HTTP API: ${call}, as SDKs of browsers and phones call it.`,
  }),
]);

function segmentDoor(call: SegmentCall, named: { name: string; path: string; summary: string }) {
  return endpoint({
    ...named,
    method: "POST",
    permission: "writeKey",
    bodyKind: "raw",
    // The documented size of a batch; one message may fill it.
    maxBodyBytes: 500 * 1024,
    reply: accepted,
    errors: "segment",
    described: { body: call === "batch" ? SegmentBatch : SegmentMessage },
  });
}

const ImagePath = z.object({ rsids: z.string().max(1000), "*": z.string() });

/** The image request `/b/ss/{rsid}[,{rsid}]/...` (IR1): answers a 1x1 GIF once the hit is durable. */
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
    described: { query: ImageParameters, ...(method === "POST" && { body: ImageParameters }) },
  }),
);
