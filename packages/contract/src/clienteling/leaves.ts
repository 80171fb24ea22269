import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AttributeCode, OperatorId, StoreNumber } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";

const MOST_RECEIVERS = 100;
const MOST_CASES = 1_000;
const Receivers = z.array(OperatorId).min(1).max(MOST_RECEIVERS);

/**
 * Who gets the clients of somebody who leaves. `store`: by the first of these stores that finds the client; `lastContact`: whoever of the receivers wrote the newest note about them; `attribute`: by the
 * first of these values that the client has. Everybody else is shared evenly among `rest`, or among all receivers.
 */
export const LeaveRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("one"), to: OperatorId }),
  z.strictObject({ kind: z.literal("evenly"), among: Receivers }),
  z.strictObject({ kind: z.literal("store"), cases: z.array(z.strictObject({ store: StoreNumber, to: OperatorId })).max(MOST_CASES), rest: Receivers }),
  z.strictObject({ kind: z.literal("lastContact"), among: Receivers }),
  z.strictObject({
    kind: z.literal("attribute"),
    attribute: AttributeCode,
    cases: z.array(z.strictObject({ value: z.string().min(1).max(500), to: OperatorId })).max(MOST_CASES),
    rest: Receivers,
  }),
]);
export type LeaveRule = z.infer<typeof LeaveRule>;

const LeavePath = LegalEntityPath.extend({ operatorId: OperatorId });
const LeaveId = z.uuid();

const Share = z.object({
  operatorId: OperatorId,
  name: z.string(),
  /** How many clients they have now. */ has: z.int(),
  /** How many they get. */ gets: z.int(),
});

export const previewLeave = endpoint({
  name: "previewLeave",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/leaves/preview",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "How many clients each receiver would get from somebody who leaves. Nothing is stored.",
  params: LeavePath,
  body: z.strictObject({ rule: LeaveRule }),
  /** `plan` says who gets whom; a hand-over that names it is done only if that is still so. */
  reply: z.object({ clients: z.int(), receivers: z.array(Share), plan: z.string() }),
});

export const leaveClients = endpoint({
  name: "leaveClients",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/leaves",
  configures: true,
  permission: "customer.manage",
  feature: "clienteling",
  summary:
    "Give all clients of somebody who leaves to others, all or none, and set their last day if asked, which also needs the right to set up the organisation. With `plan`, only if it is still what the preview showed.",
  params: LeavePath,
  body: z.strictObject({ rule: LeaveRule, plan: z.string().max(100).optional(), employedTo: z.iso.date().optional() }),
  reply: z.object({ id: LeaveId, clients: z.int(), receivers: z.array(Share) }),
  status: 201,
});

export const ClientLeave = z
  .object({
    id: LeaveId,
    at: z.iso.datetime(),
    /** `null` for a key. */
    by: z.string().nullable(),
    clients: z.int(),
    receivers: z.array(z.object({ operatorId: OperatorId, name: z.string(), clients: z.int() })),
    /** The last day that it set; `null` when it set none. */
    employedTo: z.iso.date().nullable(),
    /** Until when it can be undone. */
    undoUntil: z.iso.datetime(),
    undoneAt: z.iso.datetime().nullable(),
    /** True while it can be undone. */
    undoable: z.boolean(),
  })
  .meta({ id: "ClientLeave" });
export type ClientLeave = z.infer<typeof ClientLeave>;

export const listLeaves = endpoint({
  name: "listLeaves",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/leaves",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "When somebody's clients were given to others, the newest first, at most the newest 20.",
  params: LeavePath,
  reply: z.object({ leaves: z.array(ClientLeave) }),
});

export const undoLeave = endpoint({
  name: "undoLeave",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/client-books/:operatorId/leaves/:leaveId/undo",
  configures: true,
  permission: "customer.manage",
  feature: "clienteling",
  summary: "Give back, within 30 days, the clients who still are where leaving put them. Says how many are not, and whether the last day was put back.",
  params: LeavePath.extend({ leaveId: LeaveId }),
  /** `employment`: `none` when leaving set no last day, `changed` when somebody set another one since. */
  reply: z.object({ givenBack: z.int(), elsewhere: z.int(), employment: z.enum(["none", "restored", "changed"]) }),
});
