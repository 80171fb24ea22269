import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { LegalEntityCode } from "../ids.ts";
import { Name } from "../names.ts";
import { Permission, permissionsOf } from "../permissions.ts";
import { listQuery } from "../saved.ts";

export const ApiKeyId = z.uuid().brand<"ApiKeyId">();
export type ApiKeyId = z.infer<typeof ApiKeyId>;

/** A permission that a key can have: one of headquarters. */
export const HqPermission = z.enum(permissionsOf("headquarters") as [Permission, ...Permission[]]);

/** Legal entities `null` means all of them, also those made later. `expiresAt` `null` means that the key lasts until it is revoked. */
export const NewApiKey = z
  .strictObject({
    name: Name,
    permissions: z.array(HqPermission).min(1).max(100),
    legalEntities: z.array(LegalEntityCode).min(1).max(500).nullable().default(null),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKey = NewApiKey.extend({
  id: ApiKeyId,
  permissions: z.array(HqPermission),
  legalEntities: z.array(LegalEntityCode).nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** The first characters of the key, by which people recognise it. Empty for the key of the settings. */
  start: z.string(),
  state: z.enum(["active", "expired", "revoked"]),
  /** The name, at that time, of the person or key that made it; `null` for the key of the settings. */
  madeBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** To the minute; `null` for never. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
}).meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

export const listApiKeys = endpoint({
  name: "listApiKeys",
  method: "GET",
  path: "/api/api-keys",
  permission: "apiKey.manage",
  reach: "handler",
  summary: "The API keys, newest first, with expired and revoked ones: all, or a page of those that are asked for. A key itself is never shown again.",
  query: listQuery(["createdAt", "name", "lastUsedAt", "expiresAt"]).extend({ descending: z.stringbool().default(true) }),
  reply: z.object({ apiKeys: z.array(ApiKey), total: z.int() }),
});

export const createApiKey = endpoint({
  name: "createApiKey",
  method: "POST",
  path: "/api/api-keys",
  permission: "apiKey.manage",
  reach: "handler",
  summary: "Make an API key. Only this answer holds `key`. It can get no more rights than the caller has.",
  body: NewApiKey,
  reply: ApiKey.extend({ key: z.string() }),
});

export const revokeApiKey = endpoint({
  name: "revokeApiKey",
  method: "DELETE",
  path: "/api/api-keys/:apiKeyId",
  permission: "apiKey.manage",
  reach: "handler",
  summary: "Revoke an API key, at once and for good.",
  params: z.object({ apiKeyId: ApiKeyId }),
});
