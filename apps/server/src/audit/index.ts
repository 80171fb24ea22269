export { auditAccess } from "./access.ts";
export { audit, type AuditAction, type Audited } from "./audit.ts";
export { auditRequests } from "./requests.ts";
export { auditSignIn } from "./sign-ins.ts";
export { boundLookups, peopleStopped } from "./lookups.ts";
