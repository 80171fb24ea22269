import { z } from "zod";

export const FEATURE_TABS = ["new", "off", "scheduled", "all"] as const;
export const FeaturesSearch = z.object({ tab: z.enum(FEATURE_TABS).optional().catch(undefined) });
