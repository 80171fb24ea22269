import { z } from "zod";

/** The state of a list in its address, so that a link leads to what is shown. */
export const ListSearch = z.object({
  search: z.coerce.string().max(100).optional().catch(undefined),
  active: z.enum(["yes", "no"]).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  descending: z.boolean().optional().catch(undefined),
  page: z.number().int().min(1).max(100_000).optional().catch(undefined),
  /** Columns that are not shown; by default those that a list shows only if chosen. */
  hidden: z.array(z.string().max(40)).max(40).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof ListSearch>;

export const ROWS_A_PAGE = 50;

export interface ListAsked<S extends string> {
  readonly page?: number;
  readonly limit?: number;
  readonly search?: string;
  readonly active?: string;
  readonly sort?: S;
  readonly descending?: string;
}

/** The request to the server: the page on screen, or all pages. A column by which it cannot sort is left out. */
export function askedFor<S extends string>(
  { search, active, sort, descending, page = 1 }: ListSearch,
  { sorts, whole = false }: { sorts: readonly S[]; whole?: boolean },
): ListAsked<S> {
  const by = sorts.find((known) => known === sort);
  return {
    ...(!whole && { page, limit: ROWS_A_PAGE }),
    ...(search !== undefined && search !== "" && { search }),
    ...(active !== undefined && { active: active === "yes" ? "true" : "false" }),
    ...(by !== undefined && { sort: by, descending: descending === true ? "true" : "false" }),
  };
}
