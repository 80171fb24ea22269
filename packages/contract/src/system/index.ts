export { Attention, listAttention } from "./attention.ts";
export { AUDIT_ACTIONS, AUDIT_SUBJECTS, type AuditAction, type AuditSubject, AuditEntry, type AuditFilter, exportAudit, listAudit } from "./audit.ts";
export { DemoProgress, DemoStep, getDemoProgress, getServerCondition, livez, openapi, readyz, ServerCondition } from "./health.ts";
