import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { HqPassword } from "./users.ts";

export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

/** A session of the person who asks. */
export const OwnSession = z
  .object({
    id: SessionId,
    /** What the browser said it was. */
    browser: z.string(),
    startedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: "OwnSession" });
export type OwnSession = z.infer<typeof OwnSession>;

export const choosePassword = endpoint({
  name: "choosePassword",
  method: "POST",
  path: "/api/hq/password-link",
  permission: "public",
  summary: "Choose a password with the link of an invitation or of a reset. The link is used up, and sessions of an older password end.",
  body: z.strictObject({ token: z.string().min(1).max(100), password: HqPassword }),
});

export const changeOwnPassword = endpoint({
  name: "changeOwnPassword",
  method: "PUT",
  path: "/api/hq/password",
  permission: "ownAccount",
  reach: "handler",
  summary: "Change one's own password; one's other sessions end.",
  body: z.strictObject({ current: z.string().min(1).max(200), password: HqPassword }),
});

export const listOwnSessions = endpoint({
  name: "listOwnSessions",
  method: "GET",
  path: "/api/hq/sessions",
  permission: "ownAccount",
  reach: "handler",
  summary: "Where one is signed in at headquarters, the newest first.",
  reply: z.object({ sessions: z.array(OwnSession) }),
});

export const endOwnSession = endpoint({
  name: "endOwnSession",
  method: "DELETE",
  path: "/api/hq/sessions/:sessionId",
  permission: "ownAccount",
  reach: "handler",
  summary: "End one of one's own sessions, at once.",
  params: z.object({ sessionId: SessionId }),
});
