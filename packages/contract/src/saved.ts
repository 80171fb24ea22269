import { z } from "zod";

/** The newest write of something that people set up. */
export const Saved = z
  .object({
    /** 1 for the first write, and one more for each write that changed something. */
    version: z.int(),
    at: z.iso.datetime(),
    /** The name of the person, or `null` for a key. */
    by: z.string().nullable(),
  })
  .meta({ id: "Saved" });
export type Saved = z.infer<typeof Saved>;

/** The version that the sender of a write saw; 0 for none. If there is a newer one, the write is refused with who made that (OG2). */
export const IfVersion = z.object({ version: z.coerce.number().int().min(0).optional() });

/** A page of a list: what to search for, in which order, and which page. Without `limit` the list is whole. */
export function listQuery<const S extends readonly [string, ...string[]]>(sorts: S) {
  return z.object({
    search: z.string().trim().max(100).optional(),
    active: z.stringbool().optional(),
    sort: z.enum(sorts).default(sorts[0]),
    descending: z.stringbool().default(false),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    limit: z.coerce.number().int().min(1).max(1_000).optional(),
  });
}
export type ListQuery = z.output<ReturnType<typeof listQuery>>;
