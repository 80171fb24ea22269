export { audit, type AuditAction, type Audited } from "./audit.ts";
