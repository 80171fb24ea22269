import { ask } from "@rapport/app-shell";
import { getMapping, previewMapping, type FileMapping } from "@rapport/contract/data-sources";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

interface Source {
  readonly rsid: string;
  readonly dataSourceId: number;
}

export function mappingQuery({ rsid, dataSourceId }: Source) {
  return queryOptions({ queryKey: ["mapping", rsid, dataSourceId], queryFn: () => ask(getMapping, { params: { rsid, dataSourceId } }) });
}

/** What is looked at of a file. */
export interface Sample {
  readonly name: string;
  readonly base64: string;
  readonly isWhole: boolean;
  /** Makes two files of one name two. */
  readonly id: number;
}

export function previewQuery({ rsid, dataSourceId }: Source, { sample, mapping }: { sample: Sample; mapping: FileMapping | null }) {
  return queryOptions({
    queryKey: ["mapping preview", rsid, dataSourceId, sample.id, mapping],
    queryFn: () => ask(previewMapping, { params: { rsid, dataSourceId }, body: { sample: sample.base64, isWhole: sample.isWhole, mapping } }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}
