import { z } from "zod";

/** A visit, or all of a visitor: the hits and rows among which touch points are looked for. */
const Container = z.enum(["sessions", "visitors"]);
const Granularity = z.enum(["minute", "hour", "day", "week", "month", "quarter"]);
const Periods = z.int().min(1).max(1_000_000);

/** How long before a conversion a touch point still counts; without one, the column's date range. */
const Lookback = z.strictObject({
  func: z.enum(["allocation-lookbackPeriod", "allocation-inactivity"]).default("allocation-lookbackPeriod"),
  granularity: Granularity,
  numPeriods: Periods,
});

/** The container as first and last touch name it, or a lookback as the metadata of the API names it. */
const Expiration = z.union([z.strictObject({ func: z.literal("allocation-container").default("allocation-container"), context: Container }), Lookback]);

/** At which time a row that is joined to an order is credited: its own, or the order's (DEC7). Ours; the documented API has no such choice. */
const RowTime = z.enum(["row", "transaction"]);

const common = {
  rowTime: RowTime.optional(),
  context: Container.optional(),
  expiration: Expiration.optional(),
  lookbackExpiration: Lookback.optional(),
};

function model<F extends string>(func: F) {
  return z.strictObject({ func: z.literal(func), ...common });
}

const Weight = z.number().min(0).max(1_000_000);

/** How a column gives credit for its conversions (AT5). The names are those of the documented API. */
export const AllocationModel = z.discriminatedUnion("func", [
  z.strictObject({ func: z.literal("allocation-participation"), context: Container }),
  model("allocation-lastTouch"),
  model("allocation-firstTouch"),
  z.strictObject({ func: z.literal("allocation-instance") }),
  model("allocation-linear"),
  model("allocation-uShaped"),
  model("allocation-jShaped"),
  model("allocation-reverseJShaped"),
  model("allocation-positionBased").extend({ firstWeight: Weight, middleWeight: Weight, lastWeight: Weight }),
  model("allocation-timeDecay").extend({ halfLifeNumPeriods: Periods.default(7), halfLifeGranularity: Granularity.default("day") }),
  model("allocation-algorithmic"),
]);
export type AllocationModel = z.infer<typeof AllocationModel>;

/** How the credit of a column compares with its conversions (AT9). Amounts are exact decimals. */
export const AttributionSum = z
  .object({
    columnId: z.string(),
    model: z.string(),
    container: Container.nullable(),
    /** In minutes; null for the column's date range. */
    lookbackMinutes: z.number().nullable(),
    rowTime: RowTime,
    /** The shares of the first, of all middle and of the last touch point as they were used; null for other models. */
    weights: z.object({ first: z.number(), middle: z.number(), last: z.number() }).nullable(),
    /** What the metric counted in the column's range, whoever has the credit. */
    conversions: z.string(),
    /** The credit of all items of the report together, before it is rounded for each. */
    credited: z.string(),
    addsUp: z.boolean(),
    /** Why the two differ; null when they do not. */
    because: z.enum(["several_values", "filtered"]).nullable(),
  })
  .meta({ id: "AttributionSum" });
export type AttributionSum = z.infer<typeof AttributionSum>;
