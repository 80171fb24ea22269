import { z } from "zod";

/** A name for people. */
export const Name = z.string().trim().min(1).max(200);

/** In English, and in Dutch where that differs. Without a Dutch name screens show the English one (U14). In a write `null` removes the Dutch name. */
export const Translated = z.strictObject({ en: Name, nl: Name.nullable().optional() });
export type Translated = z.infer<typeof Translated>;
