import { ask, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { changeSegment, createSegment, deleteSegment, type Segment, type SegmentDefinition } from "@rapport/contract/reporting";
import { useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { COMPANY } from "../company.ts";
import { segmentQuery, segmentsQuery } from "./queries.ts";
import { segmentTexts } from "./texts.ts";

interface Content {
  readonly name: string;
  readonly description: string;
  readonly definition: SegmentDefinition;
}

/** Saving and deleting. `leave` is called before the page is left with nothing unsaved. */
export function useActions({ suite: { rsid }, segment, leave }: { suite: ReportSuite; segment: Segment | null; leave: () => void }) {
  const text = useText(segmentTexts);
  const toast = useToast();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (content: Content) =>
      segment === null
        ? ask(createSegment, { params: { company: COMPANY }, body: { rsid, ...content } })
        : ask(changeSegment, { params: { company: COMPANY, segmentId: segment.id }, query: { version: segment.version }, body: content }),
    async onSuccess(saved) {
      leave();
      toast.say(text("saved"));
      queryClient.setQueryData(segmentQuery(saved.id).queryKey, saved);
      await queryClient.invalidateQueries({ queryKey: segmentsQuery(rsid).queryKey });
      await navigate({ to: "/segments/$rsid/$segmentId", params: { rsid, segmentId: saved.id } });
    },
  });
  const remove = useMutation({
    mutationFn: () => ask(deleteSegment, { params: { company: COMPANY, segmentId: segment?.id ?? "" }, query: { version: segment?.version } }),
    async onSuccess() {
      leave();
      toast.say(text("removed"));
      await queryClient.invalidateQueries({ queryKey: segmentsQuery(rsid).queryKey });
      await navigate({ to: "/segments", search: { suite: rsid } });
    },
  });
  return { save, remove };
}
