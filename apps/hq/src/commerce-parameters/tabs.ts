import { z } from "zod";

export const PARAMETER_TABS = ["general", "search", "numbers", "clienteling"] as const;
export type ParameterTab = (typeof PARAMETER_TABS)[number];

/** The tab is in the address, so that Home leads to the right one. */
export const ParameterSearch = z.object({ tab: z.enum(PARAMETER_TABS).optional().catch(undefined) });
