import { z } from "zod";
import { endpoint } from "../endpoint.ts";

/** Six digits from an app, or a recovery code. */
export const SecondFactorCode = z.string().trim().min(6).max(40);

export const SecondFactor = z
  .object({
    on: z.boolean(),
    /** While it is required, a person without a second factor reaches only their own account (AC10). */
    required: z.boolean(),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: "SecondFactor" });
export type SecondFactor = z.infer<typeof SecondFactor>;

const WithPassword = z.strictObject({ password: z.string().min(1).max(200) });

export const getSecondFactor = endpoint({
  name: "getSecondFactor",
  method: "GET",
  path: "/api/hq/second-factor",
  permission: "ownAccount",
  reach: "handler",
  summary: "Whether the caller signs in with a second factor.",
  reply: SecondFactor,
});

export const startSecondFactor = endpoint({
  name: "startSecondFactor",
  method: "POST",
  path: "/api/hq/second-factor",
  permission: "ownAccount",
  reach: "handler",
  summary: "Make a secret for an authenticator app (TOTP). Nothing changes until a code from it is confirmed.",
  body: WithPassword,
  reply: z.object({ secret: z.string(), uri: z.string() }),
});

export const confirmSecondFactor = endpoint({
  name: "confirmSecondFactor",
  method: "PUT",
  path: "/api/hq/second-factor",
  permission: "ownAccount",
  reach: "handler",
  summary: "Turn the second factor on with a code from the app. Only this answer holds the recovery codes. The caller's other sessions end.",
  body: z.strictObject({ code: SecondFactorCode }),
  reply: z.object({ recoveryCodes: z.array(z.string()) }),
});

export const removeSecondFactor = endpoint({
  name: "removeSecondFactor",
  method: "POST",
  path: "/api/hq/second-factor/removal",
  permission: "ownAccount",
  reach: "handler",
  summary: "Turn the caller's second factor off, unless it is required.",
  body: WithPassword,
});

export const AccessSettings = z.strictObject({ requireSecondFactor: z.boolean() }).meta({ id: "AccessSettings" });
export type AccessSettings = z.infer<typeof AccessSettings>;

export const getAccessSettings = endpoint({
  name: "getAccessSettings",
  method: "GET",
  path: "/api/access-settings",
  permission: "user.manage",
  summary: "How people of headquarters sign in.",
  reply: AccessSettings,
});

export const putAccessSettings = endpoint({
  name: "putAccessSettings",
  method: "PUT",
  path: "/api/access-settings",
  permission: "user.manage",
  summary: "Change how people of headquarters sign in. While a second factor is required, people without one reach only their own account.",
  body: AccessSettings,
  reply: AccessSettings,
});
