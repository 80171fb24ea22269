import { DataSourceType, MailAddress, MOST_COLUMNS } from "@rapport/contract/data-sources";
import { wrongColumns } from "@rapport/domain";
import { z } from "zod";
import { Reading, READING_START } from "../reading.ts";
import { draftKey } from "./draft-storage.ts";

/** A column that is being chosen: what people call it, and its header, empty while there is none. */
const DraftColumn = z.object({ name: z.string().max(1_000), to: z.string().max(40) });
export type DraftColumn = z.infer<typeof DraftColumn>;

/** What was chosen so far of a new source. */
export const Draft = Reading.extend({
  type: DataSourceType,
  name: z.string().max(1_000),
  /** Empty for nobody. */
  email: z.string().max(1_000).default(""),
  metrics: z.array(DraftColumn).max(200),
  dimensions: z.array(DraftColumn).max(200),
});
export type Draft = z.infer<typeof Draft>;
export type ColumnKind = "metrics" | "dimensions";

export const STEPS = ["type", "name", "metrics", "dimensions", "summary"] as const;
export type Step = (typeof STEPS)[number];

export function newDraft(names: { readonly revenue: string; readonly units: string; readonly orders: string; readonly product: string }): Draft {
  return {
    ...READING_START,
    type: "transactionid",
    name: "",
    email: "",
    metrics: [
      { name: names.orders, to: "Orders" },
      { name: names.units, to: "Quantity" },
      { name: names.revenue, to: "Price" },
    ],
    dimensions: [{ name: names.product, to: "Product" }],
  };
}

/** What is wrong with a field; its key in the texts. */
export type Fault = "nameNeeded" | "noEmail" | "tooLong" | "columnNameNeeded" | "targetNeeded" | "targetTwice" | "metricNeeded" | "tooMany";

/** The faults of a step, by field: `name`, `metrics`, `metrics.0.to`. */
export function faultsOf(step: Step, draft: Draft): ReadonlyMap<string, Fault> {
  switch (step) {
    case "name": {
      const length = draft.name.trim().length;
      const isMail = draft.email.trim() === "" || MailAddress.safeParse(draft.email).success;
      return new Map<string, Fault>([
        ...(length === 0 ? [["name", "nameNeeded"] as const] : length > 200 ? [["name", "tooLong"] as const] : []),
        ...(isMail ? [] : [["email", "noEmail"] as const]),
      ]);
    }
    case "metrics":
    case "dimensions":
      return faultsOfColumns(step, draft);
    case "type":
    case "summary":
      return new Map();
  }
}

function faultsOfColumns(kind: ColumnKind, draft: Draft): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  const columns = draft[kind];
  // Rows of a refund may name their order alone (RT7).
  if (kind === "metrics" && columns.length === 0 && draft.type !== "refund") faults.set(kind, "metricNeeded");
  if (draft.metrics.length + draft.dimensions.length > MOST_COLUMNS) faults.set(kind, "tooMany");
  // A metric never has the header of a dimension, so each kind is looked at by itself.
  for (const [at, { name, to }] of columns.entries()) {
    if (name.trim() === "") faults.set(`${kind}.${at}.name`, "columnNameNeeded");
    else if (name.trim().length > 100) faults.set(`${kind}.${at}.name`, "tooLong");
    if (to === "") faults.set(`${kind}.${at}.to`, "targetNeeded");
    else if (
      wrongColumns(
        draft.type,
        columns.slice(0, at + 1).filter((one) => one.to !== "" && (one === columns[at] || one.to === to)),
      )?.why === "twice"
    )
      faults.set(`${kind}.${at}.to`, "targetTwice");
  }
  return faults;
}

/** The first step that is not done, or the asked one if all before it are. */
export function stepFor(asked: Step, draft: Draft): Step {
  return STEPS.slice(0, STEPS.indexOf(asked)).find((step) => faultsOf(step, draft).size > 0) ?? asked;
}

/** What the person who is signed in began in this tab; undefined when there is none that can be read. */
export function keptDraft(rsid: string): Draft | undefined {
  try {
    return Draft.safeParse(JSON.parse(sessionStorage.getItem(draftKey(rsid)) ?? "null")).data;
  } catch {
    return undefined;
  }
}

export function keepDraft(rsid: string, draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(draftKey(rsid));
    else sessionStorage.setItem(draftKey(rsid), JSON.stringify(draft));
  } catch {
    // A browser that stores nothing keeps the draft until it is reloaded.
  }
}
