import { isoDayOf } from "@rapport/domain";
import { daysIn } from "@rapport/ui";
import { expect, test } from "vitest";

/** An odd step, so that hours, days of the week and seasons all come by between 1970 and 2038. */
const STEP_MS = 86_400_000 * 401 + 3_600_000 * 7 + 61_001;

test("a browser and the server put every moment on the same day, in every zone", () => {
  const different: string[] = [];
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const dayOf = daysIn(zone);
    for (let at = 0; at < 2 ** 31 * 1000; at += STEP_MS) {
      if (dayOf(new Date(at)) !== isoDayOf(at, zone)) different.push(`${zone} ${new Date(at).toISOString()}`);
    }
  }
  expect(different).toEqual([]);
});
