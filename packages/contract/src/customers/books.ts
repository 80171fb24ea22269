import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { OperatorId } from "../ids.ts";
import { CustomerNumberPath } from "./headquarters.ts";

/** A time in somebody's book; `to` is null while it lasts. */
export const ClientBookStay = z.object({
  clientBookId: z.string(),
  owner: z.object({ operatorId: OperatorId, name: z.string() }),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable(),
});

export const getCustomerBooks = endpoint({
  name: "getCustomerBooks",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/client-books",
  permission: "customer.manage",
  feature: "clienteling",
  summary: "In whose client books a customer is and was, the newest first.",
  params: CustomerNumberPath,
  reply: z.object({ stays: z.array(ClientBookStay) }),
});
