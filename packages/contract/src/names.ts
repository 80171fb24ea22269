import { z } from "zod";

/** What people call a thing. */
export const Name = z.string().trim().min(1).max(200);

/** In English, and where it differs in Dutch: without a Dutch word a screen shows the English one (U14). In a write `null` takes the Dutch away. */
export const Translated = z.strictObject({ en: Name, nl: Name.nullable().optional() });
export type Translated = z.infer<typeof Translated>;
