import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode, OperatorId, WorkerId } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";

/** Operations a worker holds: 712 and 713 view, 714 add, 715 remove. */
export const Operation = z.union([z.literal(712), z.literal(713), z.literal(714), z.literal(715), z.literal(716)]);
export type Operation = z.infer<typeof Operation>;

export const Worker = z
  .strictObject({
    name: Name,
    email: z.string().trim().max(254).default(""),
    employeeAddressBooks: z.array(AddressBookCode).max(50),
    operations: z.array(Operation).max(10),
  })
  .meta({ id: "Worker" });
export type Worker = z.infer<typeof Worker>;

export const putWorker = endpoint({
  name: "putWorker",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId",
  permission: "organisation.manage",
  summary: "Create or change a worker; `password` sets a new one.",
  params: LegalEntityPath.extend({ operatorId: OperatorId }),
  body: Worker.extend({ password: z.string().min(8).max(200).optional() }),
  reply: Worker.extend({ id: WorkerId, operatorId: OperatorId }),
});
