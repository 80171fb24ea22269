import { ask, describeError, useText } from "@rapport/app-shell";
import { restartDataSource, type DataSourceAccount } from "@rapport/contract/data-sources";
import { Banner, Button, ErrorText, useToast, useUi } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { COMPANY } from "../company.ts";
import { sourcesQuery } from "./queries.ts";
import { sourceTexts } from "./texts.ts";

/** A source that stopped after a file that failed, with what starts it again (E2). */
export function StoppedBanner({ rsid, source }: { rsid: string; source: DataSourceAccount }) {
  const text = useText(sourceTexts);
  const { language } = useUi();
  const toast = useToast();
  const queryClient = useQueryClient();
  const restart = useMutation({
    mutationFn: () => ask(restartDataSource, { params: { company: COMPANY, rsid, dataSourceId: source.data_source_id } }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(rsid).queryKey });
      await queryClient.invalidateQueries({ queryKey: ["jobs", rsid, source.data_source_id] });
      await queryClient.invalidateQueries({ queryKey: ["source-folder", rsid, source.data_source_id] });
      toast.say(text("stopped.restarted"));
    },
  });
  if (source.stopped_by === null) return null;
  return (
    <Banner
      tone="warn"
      title={text("stopped.title")}
      actions={
        <Button disabled={restart.isPending} onClick={() => restart.mutate()}>
          {text("stopped.restart")}
        </Button>
      }
    >
      <span>{text("stopped.text")}</span>{" "}
      <Link
        to="/data-sources/$rsid/$dataSourceId/uploads/$jobId"
        params={{ rsid, dataSourceId: String(source.data_source_id), jobId: String(source.stopped_by) }}
      >
        {text("stopped.file")}
      </Link>
      {restart.error !== null && <ErrorText>{describeError(restart.error, language).text}</ErrorText>}
    </Banner>
  );
}
