import { ask } from "@rapport/app-shell";
import { getReceipt, listDataSources, listJobs, type DataSourceJob, type Receipt } from "@rapport/contract/data-sources";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";

export function sourcesQuery(rsid: string) {
  return queryOptions({ queryKey: ["sources", rsid], queryFn: () => ask(listDataSources, { params: { company: COMPANY, rsid } }) });
}

interface JobsPage {
  readonly rsid: string;
  readonly dataSourceId: number;
  readonly page: number;
}

/** All jobs, not only the last month's, which is the documented default. People want the whole log. */
async function readJobs({ rsid, dataSourceId, page }: JobsPage) {
  return await ask(listJobs, {
    params: { company: COMPANY, rsid, dataSourceId },
    query: { page, fates: "true", start_date: "2000-01-01 00:00:00", end_date: "2100-01-01 00:00:00" },
  });
}

/** Every job, page after page. One that moves to the next page because a file comes meanwhile is told once. */
export async function* everyJob(of: Omit<JobsPage, "page">): AsyncGenerator<readonly DataSourceJob[]> {
  const told = new Set<number>();
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const read = await readJobs({ ...of, page });
    pages = read.total_pages;
    yield read.jobs.filter(({ job_id: id }) => !told.has(id));
    for (const { job_id: id } of read.jobs) told.add(id);
  }
}

export function jobsQuery({ rsid, dataSourceId, page }: JobsPage) {
  return queryOptions({
    queryKey: ["jobs", rsid, dataSourceId, page],
    queryFn: () => readJobs({ rsid, dataSourceId, page }),
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => isUnfinished(job.status)) === true ? 1_000 : false),
    placeholderData: keepPreviousData,
  });
}

/** An upload as the address of a page names it. */
export interface UploadPlace {
  readonly rsid: string;
  readonly dataSourceId: string;
  readonly jobId: string;
}

/** Refused for an upload of another data source. */
export function receiptQuery({ rsid, dataSourceId, jobId }: UploadPlace) {
  return queryOptions({
    queryKey: ["receipt", Number(jobId), rsid, dataSourceId],
    queryFn: () => ask(getReceipt, { params: { jobId: Number(jobId) }, query: { rsid, dataSourceId } }),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnfinished(state.data.status) ? 700 : false),
  });
}

function isUnfinished(status: Receipt["status"]): boolean {
  return status === "uploaded" || status === "processing";
}
