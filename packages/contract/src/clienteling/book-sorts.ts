import { z } from "zod";
import { Label } from "./attribute-values.ts";
import { Money } from "../money.ts";
import { MeasureCode } from "./parameters.ts";

/** What a list of clients is sorted by (R12b). */
export const SortKey = z.enum(["name", "lastContact", "nextDate", ...MeasureCode.options]);
export type SortKey = z.infer<typeof SortKey>;

export const BookSort = z.strictObject({ by: SortKey, descending: z.boolean().default(false) });
export type BookSort = z.infer<typeof BookSort>;

export const BY_NAME: BookSort = { by: "name", descending: false };

/** How a list came out: by name where what was asked for is not available. `offered` is what the store can sort by. */
export const Sorting = BookSort.extend({ offered: z.array(SortKey) });

/** By what a client stands where they do; `none` has nothing of it, and comes last. */
export const SortedBy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("instant"), at: z.iso.datetime() }),
  z.object({ kind: z.literal("day"), day: z.iso.date() }),
  z.object({ kind: z.literal("nextDate"), name: Label, day: z.iso.date() }),
  z.object({ kind: z.literal("money"), money: Money }),
  z.object({ kind: z.literal("number"), number: z.string() }),
]);
export type SortedBy = z.infer<typeof SortedBy>;
