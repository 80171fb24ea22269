import { ask } from "@rapport/app-shell";
import { getQuarantine } from "@rapport/contract/report-suites";
import { queryOptions } from "@tanstack/react-query";

export function quarantineQuery(rsid: string) {
  return queryOptions({ queryKey: ["quarantine", rsid], queryFn: () => ask(getQuarantine, { params: { rsid } }) });
}
