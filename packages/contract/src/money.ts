import { z } from "zod";

/** Money is a decimal text with its currency, never a binary fraction. */
export const Money = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string() }).meta({ id: "Money" });
export type Money = z.infer<typeof Money>;
