import { ask } from "@rapport/app-shell";
import { listSourceActivity, listSourceFiles, type SourceFile } from "@rapport/contract/data-sources";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { FilesAsked } from "./search.ts";

const isUnderWay = ({ status }: SourceFile) => status === "uploaded" || status === "processing";

export function filesQuery(rsid: string, asked: FilesAsked) {
  return queryOptions({
    queryKey: ["source-files", rsid, asked],
    queryFn: async () => {
      const { files: rows, total } = await ask(listSourceFiles, { params: { rsid }, query: asked });
      return { rows, total };
    },
    refetchInterval: ({ state }) => (state.data?.rows.some(isUnderWay) === true ? 1_000 : false),
    placeholderData: keepPreviousData,
  });
}

const ROWS_A_CALL = 1_000;

/** Every file that fits, page after page, up to the newest one of now. */
export async function* allFiles(rsid: string, asked: FilesAsked): AsyncGenerator<readonly SourceFile[]> {
  let upTo: number | undefined;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const query = { ...asked, page, limit: ROWS_A_CALL, ...(upTo !== undefined && { upTo }) };
    const { files, total, newest } = await ask(listSourceFiles, { params: { rsid }, query });
    // A suite without files has no newest one.
    upTo = Math.max(newest, 1);
    pages = Math.ceil(total / ROWS_A_CALL);
    yield files;
  }
}

export function activityQuery(rsid: string) {
  return queryOptions({
    queryKey: ["source-activity", rsid],
    queryFn: () => ask(listSourceActivity, { params: { rsid } }),
    refetchInterval: ({ state }) => (state.data?.some(({ filesInQueue }) => filesInQueue > 0) === true ? 2_000 : false),
  });
}
