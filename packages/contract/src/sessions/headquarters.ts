import { z } from "zod";
import { SecondFactorCode } from "../access/index.ts";
import { FeatureCode } from "../features/definitions.ts";
import { endpoint } from "../endpoint.ts";
import { Permission } from "../permissions.ts";

export const HqSession = z
  .object({
    kind: z.literal("headquarters"),
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    permissions: z.array(Permission),
    /** The features that are on. */
    features: z.array(FeatureCode),
    /** True while a second factor is required and the person has none: they reach only their own account. */
    lacksSecondFactor: z.boolean(),
  })
  .meta({ id: "HqSession" });
export type HqSession = z.infer<typeof HqSession>;

/** Sessions live in a cookie: `rapport_hq` or `rapport_pos`, HttpOnly, SameSite=Strict. */
export const signInHq = endpoint({
  name: "signInHq",
  method: "POST",
  path: "/api/hq/session",
  permission: "public",
  summary: "Sign in at headquarters.",
  body: z.strictObject({
    email: z.string().trim().min(1).max(254),
    password: z.string().min(1).max(200),
    /** The refusal `sign_in.code_needed` asks for it, when the password is right. */
    code: SecondFactorCode.optional(),
  }),
  reply: HqSession,
});

export const getHqSession = endpoint({
  name: "getHqSession",
  method: "GET",
  path: "/api/hq/session",
  permission: "public",
  summary: "Who is signed in at headquarters; 401 when nobody is.",
  reply: HqSession,
});

export const signOutHq = endpoint({ name: "signOutHq", method: "DELETE", path: "/api/hq/session", permission: "public", summary: "Sign out of headquarters." });
