export { listKeys } from "./api-keys/api-keys.ts";
export { createAuthenticator } from "./authenticator.ts";
export { jobs } from "./forget-expired.ts";
export { operationsHeld } from "./operations-held.ts";
export { type WeakPassword, weaknessOf } from "./password-rules.ts";
export { endSessionsOf } from "./queries.ts";
export { register } from "./routes.ts";
export { isPasswordOf, passwordHash } from "./sign-in.ts";
export { hashOf } from "./token.ts";
