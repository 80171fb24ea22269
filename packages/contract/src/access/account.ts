import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { HqPassword } from "./users.ts";

export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

/** A session of the person who calls. */
export const OwnSession = z
  .object({
    id: SessionId,
    /** The browser's `User-Agent`. */
    browser: z.string(),
    startedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** True for the session of this call. */
    current: z.boolean(),
  })
  .meta({ id: "OwnSession" });
export type OwnSession = z.infer<typeof OwnSession>;

export const choosePassword = endpoint({
  name: "choosePassword",
  method: "POST",
  path: "/api/hq/password-link",
  permission: "public",
  summary: "Choose a password with the link of an invitation or a reset. The link works once, and sessions of an older password end.",
  body: z.strictObject({ token: z.string().min(1).max(100), password: HqPassword }),
});

export const changeOwnPassword = endpoint({
  name: "changeOwnPassword",
  method: "PUT",
  path: "/api/hq/password",
  permission: "ownAccount",
  reach: "handler",
  summary: "Change the caller's password; their other sessions end.",
  body: z.strictObject({ current: z.string().min(1).max(200), password: HqPassword }),
});

export const listOwnSessions = endpoint({
  name: "listOwnSessions",
  method: "GET",
  path: "/api/hq/sessions",
  permission: "ownAccount",
  reach: "handler",
  summary: "The caller's sessions at headquarters, newest first.",
  reply: z.object({ sessions: z.array(OwnSession) }),
});

export const endOwnSession = endpoint({
  name: "endOwnSession",
  method: "DELETE",
  path: "/api/hq/sessions/:sessionId",
  permission: "ownAccount",
  reach: "handler",
  summary: "End one of the caller's sessions, at once.",
  params: z.object({ sessionId: SessionId }),
});
