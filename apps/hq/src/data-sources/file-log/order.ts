import type { FILE_SORTS, SourceFile } from "@rapport/contract/data-sources";

type Sort = (typeof FILE_SORTS)[number];

const VALUES: Record<Sort, (file: SourceFile) => string | number | null> = {
  received: ({ receivedAt }) => receivedAt,
  filename: ({ filename }) => filename.toLowerCase(),
  source: ({ source }) => source.toLowerCase(),
  type: ({ type }) => type,
  cameBy: ({ cameBy }) => cameBy,
  bytes: ({ bytes }) => bytes,
  rows: ({ rows }) => rows,
  errors: ({ errors }) => errors,
  status: ({ status }) => status,
  took: ({ tookMs }) => tookMs,
  number: ({ jobId }) => jobId,
};

/** As the server sorts them: of equal ones the newer stands first, or last when the order is ascending; what has no value stands last. */
export function sortedAs(files: readonly SourceFile[], { sort, descending }: { readonly sort: Sort; readonly descending: boolean }): SourceFile[] {
  const valueOf = VALUES[sort];
  const sign = descending ? -1 : 1;
  return files
    .map((file) => ({ file, value: valueOf(file) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || sign * (a.file.jobId - b.file.jobId);
      return sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : a.file.jobId - b.file.jobId);
    })
    .map(({ file }) => file);
}
