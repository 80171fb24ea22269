import { z } from "zod";

/**
 * A segment as the 2.0 API writes it: `{ func: "segment", version: [1, 0, 0], container: { func: "container", context, pred } }`. What may stand in it
 * is in the rule book (SE1 to SE9). The faults of a definition name their place in it.
 */
export const SegmentDefinition = z.record(z.string().max(60), z.unknown()).meta({ id: "SegmentDefinition" });
export type SegmentDefinition = z.infer<typeof SegmentDefinition>;
