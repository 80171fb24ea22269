import { z } from "zod";
import { wrongAs } from "./refusals/index.ts";

/** An IANA time zone, e.g. `Europe/Amsterdam`. */
export const TimeZone = z.string().max(60).refine(isTimeZone, wrongAs("form.time_zone"));

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
