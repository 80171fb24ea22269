export { auditAccess } from "./access.ts";
export { audit, inPart, type AuditAction, type Audited } from "./audit.ts";
export { jobs, start } from "./chain/keep-chain.ts";
export { verdictLines, verifyChain } from "./chain/verify.ts";
export { changesBetween } from "./changes.ts";
export { auditRequests } from "./requests.ts";
export { auditVisitors } from "./visitors.ts";
export { auditSignIn } from "./sign-ins.ts";
export { boundLookups, peopleStopped } from "./lookups.ts";
