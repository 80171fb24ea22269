import { z } from "zod";

export const Language = z.enum(["en", "nl"]);
export type Language = z.infer<typeof Language>;
