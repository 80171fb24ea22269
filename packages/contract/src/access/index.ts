export { ApiKey, ApiKeyId, createApiKey, HqPermission, listApiKeys, NewApiKey, revokeApiKey } from "./api-keys.ts";
