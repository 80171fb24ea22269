import { z } from "zod";
import type { CustomerId } from "@rapport/contract";
import type { Unsent } from "../unsent/entry.ts";

/** A form as its writer's device keeps it: values by the names of fields, and of attributes by their codes, because their places may change. */
const KeptForm = z.object({
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  attributes: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  intoMyBook: z.boolean(),
});
export type KeptForm = z.infer<typeof KeptForm> & { readonly entryId: string };

/** The new customer that the person began, if there is one. */
export function readKept({ entries }: Pick<Unsent, "entries">): { customerId: CustomerId; kept: KeptForm } | null {
  const entry = entries.find(({ kind }) => kind === "customer");
  if (entry === undefined) return null;
  const form = KeptForm.safeParse(JSON.parse(entry.text)).data;
  return form === undefined ? null : { customerId: entry.customerId, kept: { ...form, entryId: entry.id } };
}

export function writeKept(form: z.infer<typeof KeptForm>): string {
  return JSON.stringify(form);
}
