import { z } from "zod";

/** What people call a thing. */
export const Name = z.string().trim().min(1).max(200);

export const Translated = z.strictObject({ en: Name, nl: Name });
export type Translated = z.infer<typeof Translated>;
