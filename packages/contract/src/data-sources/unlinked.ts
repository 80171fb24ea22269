import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { DataSourceId } from "../ids.ts";
import { RsidPath } from "../report-suites/suites.ts";

/** What is known of an id whose rows are not linked. `not_yet`: its order may still come; `never_seen`: it is too late for that. */
export const UnlinkedState = z.enum(["not_yet", "never_seen", "expired", "seen_while_storage_off", "unknown_visitor", "beyond_order", "before_order"]);
export type UnlinkedState = z.infer<typeof UnlinkedState>;

export const IdKind = z.enum(["transaction", "customer"]);
export type IdKind = z.infer<typeof IdKind>;

/** An id of a source's rows that are not linked now (UL1). */
export const UnlinkedId = z
  .object({
    kind: IdKind,
    id: z.string(),
    state: UnlinkedState,
    rows: z.int(),
    /** When the first of these rows came, and in which upload. */
    since: z.iso.datetime(),
    upload: z.int(),
    /** The first and the last time at which these rows count. */
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    /** The recorded ids that are most like it, the nearest first (UL2). */
    similar: z.array(z.string()),
  })
  .meta({ id: "UnlinkedId" });
export type UnlinkedId = z.infer<typeof UnlinkedId>;

export const UnlinkedIds = z
  .object({
    ids: z.array(UnlinkedId),
    /** `after` of the next page; null on the last. */
    next: z.string().nullable(),
    /** How many ids fit in all. Only the first page counts. */
    total: z.int().optional(),
    /** All unlinked ids of the source by state, whatever the filter. Only the first page counts. */
    counts: z.array(z.object({ state: UnlinkedState, ids: z.int(), rows: z.int() })).optional(),
  })
  .meta({ id: "UnlinkedIds" });
export type UnlinkedIds = z.infer<typeof UnlinkedIds>;

export const UnlinkedFilter = z.object({ state: UnlinkedState.optional(), search: z.string().max(100).optional() });
export type UnlinkedFilter = z.infer<typeof UnlinkedFilter>;

export const SourcePath = RsidPath.extend({ dataSourceId: DataSourceId });

export const listUnlinkedIds = endpoint({
  name: "listUnlinkedIds",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/unlinked-ids",
  permission: "dataSource.manage",
  summary: "The ids of a data source's rows that are not linked, the longest waiting first, each with its reason and the recorded ids most like it (UL1, UL2).",
  params: SourcePath,
  query: UnlinkedFilter.extend({ after: z.string().max(1_000).optional(), limit: z.coerce.number().int().min(1).max(2_000).default(100) }),
  reply: UnlinkedIds,
});
