import { ask } from "@rapport/app-shell";
import { getPosLayout } from "@rapport/contract/layouts";
import { queryOptions } from "@tanstack/react-query";

/** The screen layout of whoever is signed in, at this register. */
export function layoutQuery(workerId: string) {
  return queryOptions({ queryKey: ["layout", workerId], queryFn: () => ask(getPosLayout), staleTime: 60_000 });
}
