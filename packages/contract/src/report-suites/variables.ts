import { z } from "zod";
import { changeOf } from "../change.ts";
import { wrongAs } from "../refusals/index.ts";

export const Allocation = z.enum(["mostRecent", "original", "linear"]);
export type Allocation = z.infer<typeof Allocation>;

/** When a value stops persisting (PE1). Durations count from the second in which it was set. */
export const Expiration = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["hit", "visit", "never", "minute", "hour", "day", "week", "month", "quarter", "year"]) }),
  z.strictObject({ kind: z.literal("days"), days: z.int().min(1).max(3650) }),
  z.strictObject({
    kind: z.literal("event"),
    event: z.union([
      z.enum(["purchase", "productView", "cartOpen", "checkout", "cartAdd", "cartRemove", "cartView"]),
      z.string().regex(/^event([1-9]\d{0,2}|1000)$/, wrongAs("form.event")),
    ]),
  }),
]);
export type Expiration = z.infer<typeof Expiration>;

/** A variable that has settings. */
export const VariableName = z
  .string()
  .regex(
    /^(evar([1-9]|[1-9]\d|1\d\d|2[0-4]\d|250)|prop([1-9]|[1-6]\d|7[0-5])|list[1-3]|event([1-9]\d{0,2}|1000)|campaign|marketingchannel|category|product|page|channel)$/,
    wrongAs("form.variable"),
  );

export const VariableSettings = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  /** In a list all values count, each with the whole amount (`mostRecent`) or with its share (`linear`). */
  allocation: Allocation.optional(),
  expiration: Expiration.optional(),
  /** The path of the value in a Segment message, such as `properties.coupon`. For `product` and `category` the last part names a property of each product. */
  from: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_$ -]+(\.[A-Za-z0-9_$ -]+){0,9}$/, wrongAs("form.message_path"))
    .max(200)
    .optional(),
  /** The delimiter of a list variable: one character, a comma by default. */
  delimiter: z.string().length(1).optional(),
  /** An event's kind; `counter` by default. */
  eventType: z.enum(["counter", "numeric", "currency"]).optional(),
});
export type VariableSettings = z.infer<typeof VariableSettings>;

/** A change of a variable's settings: a setting that is not named stays, `null` takes it away (C1). */
export const VariableChange = changeOf(VariableSettings);
export type VariableChange = z.infer<typeof VariableChange>;
