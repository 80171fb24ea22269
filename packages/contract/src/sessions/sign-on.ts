import { z } from "zod";
import { GivenRole } from "../access/index.ts";
import { endpoint } from "../endpoint.ts";

export const getSignOn = endpoint({
  name: "getSignOn",
  method: "GET",
  path: "/api/hq/sign-on",
  permission: "public",
  summary: "The name of the service with which people of headquarters sign in; null for none.",
  reply: z.object({ name: z.string().nullable() }),
});

export const startSignOn = endpoint({
  name: "startSignOn",
  method: "GET",
  path: "/api/hq/sign-on/start",
  permission: "public",
  summary: "Sends the browser to the sign-in service (OpenID Connect, code flow with PKCE), or back to the page of sign-in with a reason.",
  query: z.object({ next: z.string().max(2_000).optional() }),
  replyKind: "raw",
  status: 303,
});

export const endSignOn = endpoint({
  name: "endSignOn",
  method: "GET",
  path: "/api/hq/sign-on/callback",
  permission: "public",
  summary: "Where the sign-in service sends the browser back. Starts a session, or sends the browser to the page of sign-in with a reason.",
  replyKind: "raw",
  status: 303,
});

/** A value of the claim, and the role that it gives. */
export const SignOnRole = GivenRole.extend({ value: z.string().trim().min(1).max(200) });
export type SignOnRole = z.infer<typeof SignOnRole>;

/** How single sign-on is set up. Everything but the roles comes from settings; the secret is never shown. */
export const SignOn = z
  .object({
    isOn: z.boolean(),
    name: z.string(),
    issuer: z.string(),
    claim: z.string(),
    /** To be registered with the service. */
    redirectUri: z.string(),
    roles: z.array(SignOnRole),
    /** Changes whenever the roles do. */
    version: z.string(),
  })
  .meta({ id: "SignOn" });

export const getSignOnRoles = endpoint({
  name: "getSignOnRoles",
  method: "GET",
  path: "/api/sign-on/roles",
  permission: "user.manage",
  summary: "How single sign-on is set up, and which value of the claim gives which role.",
  reply: SignOn,
});

export const putSignOnRoles = endpoint({
  name: "putSignOnRoles",
  method: "PUT",
  path: "/api/sign-on/roles",
  permission: "user.manage",
  summary:
    "Set which value of the claim gives which role, for one legal entity or for all. It holds from a person's next sign-in on. Nobody gives more than they have. With `version`, it is refused when somebody changed them since.",
  query: z.object({ version: z.string().optional() }),
  body: z.strictObject({ roles: z.array(SignOnRole).max(500) }),
  reply: SignOn,
});
