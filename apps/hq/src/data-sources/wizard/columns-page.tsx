import { ask, describeError, useText } from "@rapport/app-shell";
import { changeDataSource, type DataSourceAccount } from "@rapport/contract/data-sources";
import { Refusal } from "@rapport/contract";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { isMetric } from "@rapport/domain";
import { Button, Card, ErrorState, ErrorText, Loaded, useToast, useUi } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { COMPANY } from "../../company.ts";
import { UnsavedGuard } from "../../records/unsaved-guard.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { useSuite } from "../../suites/suite-time.ts";
import { sourcesQuery } from "../queries.ts";
import { READING_START } from "../reading.ts";
import { useSource } from "../use-source.tsx";
import { ColumnsStep } from "./columns-step.tsx";
import { type Draft, faultsOf } from "./draft.ts";
import { wizardTexts } from "./texts.ts";
import "../data-sources.css";
import "./wizard.css";

/** The columns of a source that is there already (FU19). */
export function ColumnsPage() {
  const text = useText(wizardTexts);
  const { rsid, dataSourceId } = useParams({ from: "/signed-in/data-sources/$rsid/$dataSourceId/columns" });
  const sources = useQuery(sourcesQuery(rsid));
  const suite = useSuite(rsid);
  const { trail } = useSource({ rsid, dataSourceId });
  return (
    <>
      <PageHead title={text("changeColumns")} lead={text("changeLead")} trail={trail} />
      <Loaded query={sources}>
        {(all) => {
          const source = all.find(({ data_source_id: id }) => String(id) === dataSourceId);
          if (source === undefined) return <ErrorState error={new Refusal("data_source.unknown", { dataSourceId: Number(dataSourceId), rsid })} />;
          return suite === undefined ? null : <ColumnsForm key={source.data_source_id} suite={suite} source={source} />;
        }}
      </Loaded>
    </>
  );
}

function ColumnsForm({ suite, source }: { suite: ReportSuite; source: DataSourceAccount }) {
  const text = useText(wizardTexts);
  const { language } = useUi();
  const toast = useToast();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(source));
  const [isChanged, setIsChanged] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const faults = { metrics: faultsOf("metrics", draft), dimensions: faultsOf("dimensions", draft) };
  const save = useMutation({
    mutationFn: () =>
      ask(changeDataSource, {
        params: { company: COMPANY, rsid: suite.rsid, dataSourceId: source.data_source_id },
        body: { columns: [...draft.dimensions, ...draft.metrics] },
      }),
    async onSuccess() {
      setIsChanged(false);
      await queryClient.invalidateQueries({ queryKey: sourcesQuery(suite.rsid).queryKey });
      toast.say(text("columnsSaved"));
      await navigate({
        to: "/data-sources/$rsid/$dataSourceId/template",
        params: { rsid: suite.rsid, dataSourceId: String(source.data_source_id) },
        ignoreBlocker: true,
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (faults.metrics.size + faults.dimensions.size === 0) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="hq-stack">
      <UnsavedGuard isUnsaved={() => isChanged && !save.isSuccess} />
      {(["dimensions", "metrics"] as const).map((kind) => (
        <Card key={kind} title={text(`step.${kind}`)}>
          <ColumnsStep
            kind={kind}
            suite={suite}
            columns={draft[kind]}
            faults={isTried ? faults[kind] : new Map()}
            onColumns={(columns) => {
              setDraft({ ...draft, [kind]: columns });
              setIsChanged(true);
            }}
          />
        </Card>
      ))}
      <ErrorText>{save.error === null ? undefined : describeError(save.error, language).text}</ErrorText>
      <div>
        <Button type="submit" variant="primary" busy={save.isPending}>
          {text("saveColumns")}
        </Button>
      </div>
    </form>
  );
}

function draftOf({ type, name, columns }: DataSourceAccount): Draft {
  const metrics = columns.filter(({ to }) => isMetric(to));
  return { ...READING_START, type, name, email: "", metrics, dimensions: columns.filter(({ to }) => !isMetric(to)) };
}
