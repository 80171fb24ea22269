import { ask } from "@rapport/app-shell";
import { listSourceActivity, listSourceFiles, type SourceActivity, type SourceFile } from "@rapport/contract/data-sources";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { sortedAs } from "./order.ts";
import type { FilesAsked } from "./search.ts";

/** How often files that are under way are looked at again. Nothing else is asked for meanwhile. */
const LOOK_MS = 5_000;
/** The most that one call looks at. */
const MOST_LOOKED_AT = 100;

export function filesQuery(rsid: string, asked: FilesAsked) {
  return queryOptions({
    queryKey: ["source-files", rsid, asked],
    queryFn: async () => {
      const { files: rows, total } = await ask(listSourceFiles, { params: { rsid }, query: asked });
      return { rows, total: total ?? rows.length };
    },
    placeholderData: keepPreviousData,
  });
}

/** The jobs of these files that will end without anybody doing anything: those of a stopped source wait. */
export function jobsUnderWay(files: readonly SourceFile[]): number[] {
  return files
    .filter(({ status, sourceStopped }) => (status === "uploaded" || status === "processing") && !sourceStopped)
    .map(({ jobId }) => jobId)
    .slice(0, MOST_LOOKED_AT);
}

/** Looks at these jobs until none is under way, and puts what became of them into the page that is shown. */
export function lookAtJobs(rsid: string, { asked, jobs }: { asked: FilesAsked; jobs: readonly number[] }) {
  return queryOptions({
    queryKey: ["source-jobs-under-way", rsid, asked, jobs],
    queryFn: async ({ client }) => {
      const { files } = await ask(listSourceFiles, { params: { rsid }, query: { jobs: jobs.join(","), limit: MOST_LOOKED_AT, counted: "false" } });
      const now = new Map(files.map((file) => [file.jobId, file]));
      client.setQueryData(filesQuery(rsid, asked).queryKey, (page) => page && { ...page, rows: page.rows.map((row) => now.get(row.jobId) ?? row) });
      return files.length;
    },
    enabled: jobs.length > 0,
    refetchInterval: LOOK_MS,
  });
}

const ROWS_A_CALL = 1_000;

/**
 * Every file that fits, up to the newest one of now. They are read by job and sorted at the end: a file that ends meanwhile has another place in most orders, and
 * would be left out or told twice.
 */
export async function* allFiles(rsid: string, { page: _page, limit: _limit, sort, descending, ...filter }: FilesAsked): AsyncGenerator<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (let upTo: number | undefined; upTo !== 0;) {
    const query = { ...filter, sort: "number", descending: "true", limit: ROWS_A_CALL, counted: "false", ...(upTo !== undefined && { upTo }) } as const;
    const { files: read } = await ask(listSourceFiles, { params: { rsid }, query });
    files.push(...read);
    upTo = read.length < ROWS_A_CALL ? 0 : (read.at(-1)?.jobId ?? 1) - 1;
  }
  yield sortedAs(files, { sort: sort ?? "received", descending: sort === undefined || descending === "true" });
}

export function activityQuery(rsid: string) {
  return queryOptions({
    queryKey: ["source-activity", rsid],
    queryFn: () => ask(listSourceActivity, { params: { rsid }, query: {} }),
  });
}

/** The data sources with files that will be loaded without anybody doing anything. */
export function sourcesUnderWay(activity: readonly SourceActivity[]): number[] {
  return activity
    .filter(({ filesInQueue, newest }) => filesInQueue > 0 && newest?.sourceStopped !== true)
    .map(({ dataSourceId }) => dataSourceId)
    .slice(0, MOST_LOOKED_AT);
}

/** Looks at these data sources until none has a file under way. */
export function lookAtSources(rsid: string, sources: readonly number[]) {
  return queryOptions({
    queryKey: ["sources-under-way", rsid, sources],
    queryFn: async ({ client }) => {
      const read = await ask(listSourceActivity, { params: { rsid }, query: { sources: sources.join(",") } });
      const now = new Map(read.map((source) => [source.dataSourceId, source]));
      client.setQueryData(activityQuery(rsid).queryKey, (known) => known?.map((source) => now.get(source.dataSourceId) ?? source));
      return read.length;
    },
    enabled: sources.length > 0,
    refetchInterval: LOOK_MS,
  });
}
