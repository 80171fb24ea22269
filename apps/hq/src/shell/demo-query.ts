import { ask } from "@rapport/app-shell";
import { type DemoProgress, getDemoProgress } from "@rapport/contract/system";
import { queryOptions } from "@tanstack/react-query";

export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: () => ask(getDemoProgress),
  refetchInterval: ({ state }) => (isLoading(state.data) ? 1_500 : false),
});

function isLoading(progress: DemoProgress | undefined): boolean {
  return progress === undefined || progress.state === "loading" || progress.state === "waiting";
}
