import { z } from "zod";

/** The place after the last row of a page, from the previous answer; null for the first page. Long enough for the longest name in any script (C13). */
export const Cursor = z.string().max(8_000).nullable().default(null);
