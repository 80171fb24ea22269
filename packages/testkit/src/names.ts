import { randomBytes } from "node:crypto";

/** A name that no other test has: isolation inside a shared database. Letters, digits and a hyphen, at most prefix + 13. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString("hex")}`;
}
