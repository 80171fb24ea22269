import { z } from "zod";

/** What becomes of a session at a register after minutes without a touch. */
export const IdleThen = z.enum(["lock", "logOff"]);
export type IdleThen = z.infer<typeof IdleThen>;
