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
/** What the person who runs the server must know. */
export const ServerCondition = z
  .object({
    disk: z
      .object({ kind: z.enum(["ample", "short", "full"]), freeBytes: z.number().nonnegative(), reserveBytes: z.number().nonnegative() })
      .describe(
        "Of the fullest disk of the data directory. `short`: less than twice the reserve is free. `full`: less than the reserve, so hits and files are refused.",
      ),
    unreadable: z
      .object({ files: z.int(), bytes: z.int(), hits: z.int() })
      .describe("What of the journal of accepted hits could not be read: files that are kept, and how many hits are known to be missing."),
    peopleStopped: z.int().describe("Associates who within the last day looked up unusually many customers, and were stopped (S14)."),
  })
  .meta({ id: "ServerCondition" });
export type ServerCondition = z.infer<typeof ServerCondition>;
export const getServerCondition = endpoint({
  name: "getServerCondition",
  method: "GET",
  path: "/api/condition",
  permission: "report.read",
  // The answer holds nothing of a legal entity.
  reach: "handler",
  summary: "Free disk space, and what of the journal could not be read.",
  reply: ServerCondition,
});
/** The steps of loading the demo retailer, in order. */
export const DemoStep = z.enum(["data_set", "organisation", "customers", "visits", "waiting_for_visits", "purchases", "returns"]);
export type DemoStep = z.infer<typeof DemoStep>;
/** The progress of loading the demo retailer. `total` is 0 when there is no demo. `step` is the last one that began: null before the first, and when nothing loads. */
export const DemoProgress = z
  .object({ state: z.enum(["off", "waiting", "loading", "done", "failed"]), done: z.int(), total: z.int(), step: DemoStep.nullable() })
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
