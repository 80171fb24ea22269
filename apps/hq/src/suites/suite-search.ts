import { z } from "zod";

/** The address of a page about one report suite; without it, the page is about the first. */
export const SuiteSearch = z.object({ suite: z.string().max(100).optional() });
