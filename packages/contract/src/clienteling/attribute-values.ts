import { z } from "zod";
import { Currency } from "../currency.ts";
import { wrongAs } from "../refusals/index.ts";

/** Short enough in any script: an entry of the client book's index holds one value of at most 2,704 bytes. */
export const MAX_TEXT_VALUE_LENGTH = 500;

/** Money of a customer: an exact decimal, as text, with its currency (CY5). */
export const MoneyValue = z.strictObject({ amount: z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/, wrongAs("form.amount")), currency: Currency });
export type MoneyValue = z.infer<typeof MoneyValue>;

/** An attribute's value: money, text, number, yes or no, `YYYY-MM-DD` for a date, `--MM-DD` for one without a year; several texts where the attribute allows it. */
export const AttributeValue = z.union([
  z.string().trim().max(MAX_TEXT_VALUE_LENGTH),
  z.number(),
  z.boolean(),
  MoneyValue,
  z.array(z.string().trim().max(MAX_TEXT_VALUE_LENGTH)).max(50),
]);
export type AttributeValue = z.infer<typeof AttributeValue>;

/** A label on the screen, in every language. Several values are joined into one text, which may be long. */
export const Label = z.object({ en: z.string(), nl: z.string() });
export type Label = z.infer<typeof Label>;
