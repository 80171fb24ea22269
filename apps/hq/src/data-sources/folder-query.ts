import { ask } from "@rapport/app-shell";
import { getSourceFolder } from "@rapport/contract/data-sources";
import { queryOptions } from "@tanstack/react-query";

/** Looked at again while files wait, because they are taken in the background. */
export function folderQuery(params: { rsid: string; dataSourceId: number }) {
  return queryOptions({
    queryKey: ["source-folder", params.rsid, params.dataSourceId],
    queryFn: () => ask(getSourceFolder, { params }),
    refetchInterval: ({ state }) => (state.data?.queue.files.some((file) => file.state === "ready" || file.state === "open") === true ? 2_000 : 15_000),
  });
}
