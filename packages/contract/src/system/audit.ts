import { z } from "zod";
import { Cursor } from "../cursor.ts";
import { endpoint } from "../endpoint.ts";

/** Everything that an entry can be about besides a change of settings, which has the name of its endpoint. */
export const AUDIT_ACTIONS = [
  "customer.viewed",
  "customer.found",
  "customer.timeline_viewed",
  "customer.purchases_viewed",
  "customer.recommendations_viewed",
  "customer.summary_viewed",
  "customer.sale_explained",
  "customer.saved",
  "customer.made_beside_alike",
  "customer.party_opened",
  "customer.notes_viewed",
  "customer.note_added",
  "customer.note_removed",
  "customer.activity_added",
  "customer.activity_changed",
  "customer.activity_removed",
  "customer.attachment_added",
  "customer.attachment_saved",
  "customer.added_to_book",
  "customer.moved_to_book",
  "customer.removed_from_book",
  "customer.asked_for",
  "customer.request_answered",
  "customer.request_withdrawn",
  "client_book.viewed",
  "today.viewed",
  "audit.viewed",
  "audit.exported",
  "audit.day_dropped",
  "lookups.limited",
  "sign_in.succeeded",
  "sign_in.failed",
  "sign_in.wait_ended",
  "sign_in.approved",
  "sign_in.approval_refused",
  "sign_in.locked",
  "sign_in.unlocked",
  "password.changed",
  "password.chosen",
  "second_factor.on",
  "second_factor.off",
  "user.invited",
  "user.changed",
  "user.link_made",
  "user.signed_on",
  "register.activated",
  "register.activated_by_code",
  "register.activated_in_demo",
  "register.code_ended",
  "register.deactivated",
  "sign_on.roles_changed",
  "legal_entity.deleted",
  "file.sent",
  "file.fetched",
  "file.removed",
  "file.renamed",
  "api_key.created",
  "api_key.revoked",
  "settings.changed",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** The kinds of things that entries name. Entries of earlier versions may have others. */
export const AUDIT_SUBJECTS = [
  "customer",
  "clientBook",
  "user",
  "worker",
  "apiKey",
  "session",
  "register",
  "legalEntity",
  "address",
  "auditLog",
  "attachment",
  "accessSettings",
  "activityType",
  "addressBook",
  "attribute",
  "attributeGroup",
  "attributeType",
  "calculatedMetric",
  "dataSource",
  "feature",
  "numberSequence",
  "permissionGroup",
  "reportSuite",
  "schedule",
  "screenLayout",
  "segment",
  "store",
  "storeGroup",
  "webhook",
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** A person or key; `demo` for whoever tapped at the demo's own machine. Both are null once they were erased; a name is null for somebody who is not there any more. */
const Actor = z.object({ id: z.string().nullable(), name: z.string().nullable() });

export const AuditEntry = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    legalEntity: z.string().nullable(),
    actor: Actor.extend({ kind: z.enum(["pos", "headquarters", "apiKey", "server", "demo"]) }),
    /** Who lent the right, by a manager's override. */
    approvedBy: Actor.nullable(),
    /** One of the actions, or the name of the endpoint that was called. */
    action: z.string(),
    /** From where. */
    address: z.string().nullable(),
    /** How many customers and other things the entry names. */
    names: z.int(),
    /** The first of them. `label` is an account number, an e-mail address or a name. `id` is null once it was erased. */
    subjects: z.array(
      z.object({
        /** One of `AUDIT_SUBJECTS`, or one of an earlier version. */
        kind: z.string(),
        id: z.string().nullable(),
        label: z.string().nullable(),
        /** What was changed, by field. */
        changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })).nullable(),
      }),
    ),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

const Text = z.string().trim().min(1).max(254);
const AuditFilter = z.object({
  /** From this day on, in UTC. */
  from: z.iso.date().optional(),
  /** Up to and with this day, in UTC. */
  to: z.iso.date().optional(),
  /** An operator id, an e-mail address, a name, or an id of the person or key. Also finds the one who approved. */
  who: Text.optional(),
  /** An account number or a customer's id. */
  customer: Text.optional(),
  /** One of the actions, or the name of the endpoint that was called. */
  action: Text.optional(),
  legalEntity: Text.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

export const listAudit = endpoint({
  name: "listAudit",
  method: "GET",
  path: "/api/audit",
  permission: "audit.read",
  reach: "handler",
  summary:
    "Entries of the audit log, newest first, a page at a time; each with the first `names` customers and things it names. This request is in the log too.",
  query: AuditFilter.extend({
    cursor: Cursor,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    names: z.coerce.number().int().min(1).max(1000).default(20),
  }),
  reply: z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() }),
});

export const exportAudit = endpoint({
  name: "exportAudit",
  method: "GET",
  path: "/api/audit/export",
  permission: "audit.read",
  reach: "handler",
  summary:
    "All entries that fit, newest first, as CSV in UTF-8 with a row for each thing that an entry names and each field that was changed; or as `lines` of JSON, each an entry with one of the things that it names. Both hold codes. The log has one entry for it, which names every customer in the file, 100,000 at most.",
  query: AuditFilter.extend({
    separator: z.enum(["comma", "semicolon", "tab"]).default("comma"),
    format: z.enum(["csv", "lines"]).default("csv"),
  }),
  replyKind: "file",
});
