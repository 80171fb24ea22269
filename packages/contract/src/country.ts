import { z } from "zod";
import { wrongAs } from "./refusals/index.ts";

/** A country by its two letters of ISO 3166, such as `NL`. */
export const Country = z.string().trim().toUpperCase().refine(isCountry, wrongAs("form.country"));

const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && text !== "ZZ" && names.of(text) !== undefined;
}
