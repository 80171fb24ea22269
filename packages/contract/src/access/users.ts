import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { LegalEntityCode } from "../ids.ts";
import { Name } from "../names.ts";
import { wrongAs } from "../refusals/index.ts";
import { Role } from "../roles.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

export const UserId = z.uuid().brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

/** A role for one legal entity, or for all of them with `null`. */
export const GivenRole = z.strictObject({ role: Role, legalEntity: LegalEntityCode.nullable().default(null) });
export type GivenRole = z.infer<typeof GivenRole>;

const Roles = z.array(GivenRole).min(1).max(500);

export const NewUser = z
  .strictObject({ email: z.string().trim().max(254).regex(z.regexes.email, wrongAs("value.email")), name: Name, roles: Roles })
  .meta({ id: "NewUser" });
export type NewUser = z.infer<typeof NewUser>;

export const User = z
  .object({
    id: UserId,
    email: z.string(),
    name: z.string(),
    roles: z.array(GivenRole),
    /** `invited` until a password is chosen. */
    state: z.enum(["invited", "active", "deactivated"]),
    secondFactor: z.boolean(),
    lastSignInAt: z.iso.datetime().nullable(),
    /** What became of the mail with their newest link; null when none was to be sent. A failed one is tried again for about a day. */
    mail: z.object({ state: z.enum(["waiting", "sent", "failed"]), at: z.iso.datetime() }).nullable(),
    /** The newest change of their name, roles or state. */
    saved: Saved,
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

/** Opens the page to choose a password, once: `/hq/choose-password#<token>`. A newer link replaces it. */
export const PasswordLink = z.object({ token: z.string(), expiresAt: z.iso.datetime() }).meta({ id: "PasswordLink" });
export type PasswordLink = z.infer<typeof PasswordLink>;

/** A password that a person of headquarters chooses. */
export const HqPassword = z.string().min(12).max(200);

export const listUsers = endpoint({
  name: "listUsers",
  method: "GET",
  path: "/api/users",
  permission: "user.manage",
  reach: "handler",
  summary: "The people of headquarters, by name: all, or a page of those that are asked for.",
  query: listQuery(["name", "email", "lastSignInAt"]),
  reply: z.object({ users: z.array(User), total: z.int() }),
});

export const inviteUser = endpoint({
  name: "inviteUser",
  method: "POST",
  path: "/api/users",
  permission: "user.manage",
  reach: "handler",
  summary: "Invite a person to headquarters. Only this answer holds the link. They can get no more rights than the caller has.",
  body: NewUser,
  reply: z.object({ user: User, link: PasswordLink }),
});

export const getUser = endpoint({
  name: "getUser",
  method: "GET",
  path: "/api/users/:userId",
  permission: "user.manage",
  reach: "handler",
  summary: "One person of headquarters.",
  params: z.object({ userId: UserId }),
  reply: User,
});

export const changeUser = endpoint({
  name: "changeUser",
  method: "PATCH",
  path: "/api/users/:userId",
  permission: "user.manage",
  reach: "handler",
  summary:
    "Change a person's name or roles, deactivate them, let them in again, or turn off a second factor that they lost. Fields that are not named stay. With `version` only if nobody changed them meanwhile.",
  params: z.object({ userId: UserId }),
  query: IfVersion,
  body: z.strictObject({ name: Name.optional(), roles: Roles.optional(), active: z.boolean().optional(), secondFactor: z.literal("off").optional() }),
  reply: User,
});

export const makePasswordLink = endpoint({
  name: "makePasswordLink",
  method: "POST",
  path: "/api/users/:userId/password-link",
  permission: "user.manage",
  reach: "handler",
  summary: "Make a new link with which a person chooses a password. Only this answer holds it; it ends the earlier link.",
  params: z.object({ userId: UserId }),
  reply: PasswordLink,
});
