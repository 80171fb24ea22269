import { z } from "zod";
import { trustedProxies } from "./http/index.ts";

/** The forms that settings have as text. */

export const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65_535);

export function list(): z.ZodType<string[]> {
  return z.string().transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
}

export function isProxies(named: readonly string[]): boolean {
  try {
    trustedProxies(named);
    return true;
  } catch {
    return false;
  }
}

export function count({ from, to }: { from: number; to: number }): z.ZodType<number> {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((number) => number >= from && number <= to);
}

export function url(protocols: readonly string[]): z.ZodType<string> {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== "");
}
