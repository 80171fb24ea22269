import { z } from "zod";
import { RowError } from "../batches.ts";
import { AttributeValue, Label } from "../clienteling/attribute-values.ts";
import { AttributeType } from "../clienteling/attributes.ts";
import { endpoint } from "../endpoint.ts";
import { AddressBookCode, AttributeCode } from "../ids.ts";
import { IfVersion } from "../saved.ts";
import { CustomerChange, StoredCustomer } from "./customers.ts";
import { CustomerNumberPath } from "./headquarters.ts";

/** One attribute as a form edits it. */
export const EditedAttribute = z.object({
  code: AttributeCode,
  name: Label,
  type: AttributeType,
  multiple: z.boolean(),
  /** Of a fixed list; otherwise empty. */
  values: z.array(z.object({ value: z.string(), label: Label })),
  unit: Label.optional(),
  /** When they must have a value (R29b): always, while they are in a client book, or not. */
  mandatory: z.enum(["always", "inBook", "no"]),
  /** What shows when it is left empty (R27). */
  default: z.object({ value: AttributeValue, label: Label.nullable() }).optional(),
});
export type EditedAttribute = z.infer<typeof EditedAttribute>;

export const getCustomerForm = endpoint({
  name: "getCustomerForm",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/form",
  permission: "customer.manage",
  summary: "One customer with what a form needs to change them: attributes, the address books there are, and the currency of amounts.",
  params: CustomerNumberPath,
  reply: z.object({
    customer: StoredCustomer,
    attributes: z.array(EditedAttribute),
    /** Those in use, and those that the customer is in. */
    addressBooks: z.array(z.object({ code: AddressBookCode, name: z.string() })),
    currency: z.string(),
  }),
});

export const putCustomer = endpoint({
  name: "putCustomer",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber",
  permission: "customer.manage",
  summary:
    "Create or change one customer. Fields and attributes that are not named stay, null empties one. With `version` only if nobody saved a newer one. `told` names fields that are stored although something is odd about them: a phone that cannot be dialled, or, of a key, an e-mail address that is none.",
  params: CustomerNumberPath,
  query: IfVersion,
  body: CustomerChange.omit({ accountNumber: true }),
  reply: StoredCustomer.extend({ told: z.array(RowError).optional() }),
});
