import { z } from "zod";

const Text = z.coerce.string().max(254).optional().catch(undefined);

/** What is looked for, in the address. */
export const AuditSearch = z.object({
  who: Text,
  customer: Text,
  action: Text,
  legalEntity: Text,
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
});
export type AuditSearch = z.infer<typeof AuditSearch>;
