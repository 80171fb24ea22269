import { z } from "zod";

/** What a caller must hold. `public` needs nothing; `writeKey` is a report suite's collection key. */
export const Permission = z.enum([
  "public",
  "writeKey",
  "signed-in",
  "reportSuite.read",
  "reportSuite.manage",
  "dataSource.manage",
  "report.read",
  "organisation.manage",
  "customer.manage",
  "pos",
  "clientBook.view",
  "clientBook.viewStore",
  "clientBook.add",
  "clientBook.remove",
  "note.write",
]);
export type Permission = z.infer<typeof Permission>;

/** The POS operations that are permissions (spec 1.3 of clienteling). 716 comes with reassigning. */
export const OPERATIONS = {
  "clientBook.view": 712,
  "clientBook.viewStore": 713,
  "clientBook.add": 714,
  "clientBook.remove": 715,
} as const satisfies Partial<Record<Permission, number>>;
