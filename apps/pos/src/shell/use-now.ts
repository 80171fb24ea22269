import { useState } from "react";

/** The time when the component appeared, so that what it shows stays the same until it appears again. */
export function useNow(): Date {
  const [now] = useState(() => new Date());
  return now;
}
