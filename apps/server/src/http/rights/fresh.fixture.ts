import { randomBytes } from "node:crypto";

/** A code that nothing has yet. */
export const fresh = (prefix: string) => `${prefix}${randomBytes(5).toString("hex")}`;
