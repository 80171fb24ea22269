import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { SourcePath } from "./unlinked.ts";

const Share = z.int().min(1).max(100);

/** What became of rows with an id, of the files that came on one day (MR1). */
export const MatchDay = z
  .object({
    day: z.iso.date(),
    /** Rows with an id that were not rejected. */
    rows: z.int(),
    linked: z.int(),
    /** Unlinked rows whose order or customer may still come. */
    waiting: z.int(),
    /** From the upload of a row to the moment at which its order was known, in milliseconds; 0 when it was known before. Of rows linked by transaction; null when there are none. */
    medianMs: z.int().nullable(),
    p90Ms: z.int().nullable(),
  })
  .meta({ id: "MatchDay" });
export type MatchDay = z.infer<typeof MatchDay>;

export const MatchRate = z
  .object({
    /** Days on which files came, the newest first. */
    days: z.array(MatchDay),
    /** The last seven days together: by these the alert goes (MR2). */
    recent: z.object({ rows: z.int(), linked: z.int() }),
    /** Headquarters says so when fewer of a hundred rows are linked; null for never. */
    alertBelow: Share.nullable(),
  })
  .meta({ id: "MatchRate" });
export type MatchRate = z.infer<typeof MatchRate>;

export const getMatchRate = endpoint({
  name: "getMatchRate",
  method: "GET",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/match-rate",
  permission: "dataSource.manage",
  summary: "How many of a data source's rows were linked, by the day on which they came, and how long that took (MR1).",
  params: SourcePath,
  query: z.object({ days: z.coerce.number().int().min(1).max(400).default(30) }),
  reply: MatchRate,
});

export const setMatchAlert = endpoint({
  name: "setMatchAlert",
  method: "PUT",
  path: "/api/report-suites/:rsid/data-sources/:dataSourceId/match-alert",
  permission: "dataSource.manage",
  summary: "Say below which share of linked rows a data source is listed among what needs to be seen to; null for never (MR2).",
  params: SourcePath,
  body: z.strictObject({ below: Share.nullable() }),
  reply: MatchRate,
});
