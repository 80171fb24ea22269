import { z } from "zod";

/** Short enough in any script: an entry of the client book's index holds one value, and at most 2,704 bytes. */
export const MAX_TEXT_VALUE_LENGTH = 500;

/** An attribute's value: text, number, yes or no, `YYYY-MM-DD` for a date; several texts where the attribute allows it. */
export const AttributeValue = z.union([
  z.string().trim().max(MAX_TEXT_VALUE_LENGTH),
  z.number(),
  z.boolean(),
  z.array(z.string().trim().max(MAX_TEXT_VALUE_LENGTH)).max(50),
]);
export type AttributeValue = z.infer<typeof AttributeValue>;

/** What values are called on the screen. Several are joined into one text, which may be long. */
export const Label = z.object({ en: z.string(), nl: z.string() });
