import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { CustomerPath } from "../paths.ts";
import { CustomerChange } from "./customers.ts";
import { getCustomerForm } from "./editing.ts";

export const getCustomerAtStore = endpoint({
  name: "getCustomerAtStore",
  method: "GET",
  path: "/api/pos/customers/:customerId/form",
  permission: "pos",
  looksUp: true,
  summary:
    "One customer with what a form at the POS needs to change them: the attributes as published to the store, those of client books only for a customer in a book (R25). `addressBooks` is empty.",
  params: CustomerPath,
  reply: getCustomerForm.reply,
});

export const changeCustomer = endpoint({
  name: "changeCustomer",
  method: "PATCH",
  path: "/api/pos/customers/:customerId",
  permission: "customer.edit",
  summary: "Change one customer, if nobody saved a newer version. Fields and attributes that are not named stay, null empties one.",
  params: CustomerPath,
  query: z.object({ version: z.coerce.number().int().min(1) }),
  body: CustomerChange.omit({ accountNumber: true, addressBooks: true }),
});
