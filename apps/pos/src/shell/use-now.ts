import { useState } from "react";

/** The moment the component came on screen: what is drawn stays the same until it comes again. */
export function useNow(): Date {
  const [now] = useState(() => new Date());
  return now;
}
