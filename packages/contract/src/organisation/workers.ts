import { z } from "zod";
import { changeOf } from "../change.ts";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode, OperatorId, PermissionGroupCode, ScreenLayoutCode, WorkerId } from "../ids.ts";
import { Language } from "../language.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";
import { WorkerPassword } from "../sessions/pos.ts";
import { Operation, Operations } from "./operations.ts";

export const Worker = z
  .strictObject({
    name: Name,
    email: z.string().trim().max(254).default(""),
    employeeAddressBooks: z.array(AddressBookCode).max(50).default([]),
    /** Gives them its operations. */
    permissionGroup: PermissionGroupCode.nullable().default(null),
    /** What they hold besides. */
    operations: Operations.default([]),
    /** What they do not hold, although their group gives it. */
    withheld: Operations.default([]),
    position: z.string().trim().max(200).default(""),
    language: Language.nullable().default(null),
    /** `null` is that of the register where they sign in. */
    screenLayout: ScreenLayoutCode.nullable().default(null),
    /** The first day on which they may sign in at a register, in the store's time zone; `null` for no limit. */
    employedFrom: z.iso.date().nullable().default(null),
    /** The last day; `null` for no limit. */
    employedTo: z.iso.date().nullable().default(null),
    active: z.boolean().default(true),
  })
  .meta({ id: "Worker" });
export type Worker = z.infer<typeof Worker>;
const StoredWorker = Worker.extend({
  id: WorkerId,
  operatorId: OperatorId,
  hasPassword: z.boolean(),
  /** At the register they have to choose a password of their own before anything else. */
  mustChangePassword: z.boolean(),
  /** The operations they hold by all of it. */
  holds: z.array(Operation),
  saved: Saved,
});

export const putWorker = endpoint({
  name: "putWorker",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId",
  permission: "organisation.manage",
  summary:
    "Create or change a worker. Fields that are not named stay, null empties a field; `password` sets a new one, which with `mustChangePassword` they have to change at their next sign-in.",
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  query: IfVersion,
  body: changeOf(Worker).extend({ password: WorkerPassword.optional(), mustChangePassword: z.boolean().optional() }),
  reply: StoredWorker,
});

export const listWorkers = endpoint({
  name: "listWorkers",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/workers",
  permission: "organisation.manage",
  summary: "The workers of a legal entity. A password is never shown, only whether there is one.",
  params: LegalEntityPath,
  query: listQuery(["operatorId", "name", "position", "employedTo"]),
  reply: z.object({ workers: z.array(StoredWorker), total: z.int() }),
});

export const getWorker = endpoint({
  name: "getWorker",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId",
  permission: "organisation.manage",
  summary: "One worker. A password is never shown, only whether there is one.",
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  reply: StoredWorker,
});

export const deleteWorker = endpoint({
  name: "deleteWorker",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId",
  permission: "organisation.manage",
  summary: "Delete a worker who has no client book and wrote no note.",
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  query: IfVersion,
});

const Waiting = LegalEntityPath.extend({ operatorId: OperatorId });

export const getSignInWait = endpoint({
  name: "getSignInWait",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId/sign-in-wait",
  permission: "organisation.manage",
  summary: "For how many seconds a worker has to wait somewhere after wrong passwords; 0 when nowhere.",
  params: Waiting,
  reply: z.object({ seconds: z.int() }),
});

export const endSignInWait = endpoint({
  name: "endSignInWait",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId/sign-in-wait",
  permission: "organisation.manage",
  configures: false,
  summary: "Forget a worker's wrong passwords, so that they can try again at once.",
  params: Waiting,
});
