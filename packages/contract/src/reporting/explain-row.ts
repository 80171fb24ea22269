import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Company, Rsid } from "../ids.ts";
import { ReportRow, ReportRowId } from "./rows-behind.ts";

const ExplainedValue = z.object({
  variable: z.string(),
  name: z.string().nullable(),
  values: z.array(z.string()),
  /**
   * Where the values of this hit or row come from. `own`: sent with it. `persisted`: set on an earlier hit of the visitor. `transaction`: frozen with the
   * transaction. `visitor`: alive for the visitor at the time of the row.
   */
  from: z.enum(["own", "persisted", "transaction", "visitor"]),
  /** When it was set; null when that is not known. */
  setAt: z.iso.datetime().nullable(),
  /** The hit that set it. `stored`: its time was kept with the value. `found`: the last hit before with this value. Null when no such hit is there any more. */
  setBy: z.object({ id: ReportRowId, at: z.iso.datetime(), page: z.string().nullable(), known: z.enum(["stored", "found"]) }).nullable(),
  /** The frozen values in whose place the row's own stand (J1); empty for none. */
  overrode: z.array(z.string()),
});
export type ExplainedValue = z.infer<typeof ExplainedValue>;

export const ExplainedRow = z
  .object({
    row: ReportRow,
    amounts: z.array(z.object({ metric: z.string(), name: z.string().nullable(), amount: z.string() })),
    products: z.array(z.object({ name: z.string(), category: z.string(), units: z.string(), revenue: z.string() })),
    values: z.array(ExplainedValue),
    /** The transaction that the row names or the hit recorded; null for none. */
    transaction: z
      .object({
        id: z.string(),
        /** `recorded`: its snapshot is kept. `seen`: it was seen while storage was off, so nothing was frozen. `unknown`: no hit brought it. */
        state: z.enum(["recorded", "seen", "unknown"]),
        recordedAt: z.iso.datetime().nullable(),
        expiresAt: z.iso.datetime().nullable(),
        /** Whether this row took the snapshot's values, or this hit made it. */
        part: z.enum(["joined", "made", "none"]),
      })
      .nullable(),
    /** The states of a row of a file in their order: how it was linked, and what was taken back. Empty for a hit. */
    states: z.array(z.object({ fate: z.string(), reason: z.string().nullable(), isTakenBack: z.boolean() })),
    /** Money that does not count yet, because there is no rate of its day (CY2). */
    waitsForRate: z.object({ currency: z.string(), amount: z.string() }).nullable(),
    currency: z.string(),
    timeZone: z.string(),
    namesCustomers: z.boolean(),
  })
  .meta({ id: "ExplainedRow" });
export type ExplainedRow = z.infer<typeof ExplainedRow>;

export const explainRow = endpoint({
  name: "explainRow",
  method: "POST",
  path: "/api/:company/reports/rows/explain",
  permission: "report.read",
  reach: "address",
  summary: "What is known of one hit or row: its values with when and by which hit each was set, its transaction and its fate (BR6).",
  params: z.object({ company: Company }),
  body: z.strictObject({ rsid: Rsid, id: ReportRowId }),
  reply: ExplainedRow,
});
