import { z } from "zod";
import { endpoint } from "../endpoint.ts";

const State = z.object({ status: z.enum(["ok", "starting", "stopping"]) });
export const livez = endpoint({ name: "livez", method: "GET", path: "/livez", permission: "public", summary: "200 while the process runs.", reply: State });
export const readyz = endpoint({
  name: "readyz",
  method: "GET",
  path: "/readyz",
  permission: "public",
  summary: "200 when hits are accepted and reports answer, else 503.",
  replyKind: "file",
});
export const openapi = endpoint({
  name: "openapi",
  method: "GET",
  path: "/openapi.json",
  permission: "public",
  summary: "This description, OpenAPI 3.1.",
  replyKind: "file",
});
/** Progress of loading the demo retailer; `total` 0 when there is no demo. */
export const DemoProgress = z
  .object({ state: z.enum(["off", "waiting", "loading", "done", "failed"]), done: z.int(), total: z.int(), message: z.string() })
  .meta({ id: "DemoProgress" });
export type DemoProgress = z.infer<typeof DemoProgress>;
export const getDemoProgress = endpoint({
  name: "getDemoProgress",
  method: "GET",
  path: "/api/demo",
  permission: "public",
  summary: "How far the demo retailer is loaded.",
  reply: DemoProgress,
});
