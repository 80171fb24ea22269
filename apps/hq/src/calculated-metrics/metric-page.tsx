import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import {
  changeCalculatedMetric,
  createCalculatedMetric,
  deleteCalculatedMetric,
  getCalculatedMetric,
  MetricType,
  type CalculatedMetric,
} from "@rapport/contract/reporting";
import type { NamedMetric } from "@rapport/domain/formulas";
import { Banner, Button, Card, ConfirmDialog, Loaded, Select, TextField, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { COMPANY } from "../company.ts";
import { RecordForm, type RecordFields } from "../records/record-form.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { useSuite } from "../suites/suite-time.ts";
import { FormulaField } from "./formula-field.tsx";
import "./metrics.css";
import { useMetricNames } from "./metric-names.ts";
import { Preview } from "./preview.tsx";
import { metricQuery, METRICS_KEY, metricsQuery } from "./queries.ts";
import { blankValues, definitionIn, metricForm, valuesOf } from "./sketch.ts";
import { metricTexts } from "./texts.ts";

export function NewMetricPage() {
  const { rsid } = useParams({ from: "/signed-in/calculated-metrics/$rsid/new" });
  const suite = useSuite(rsid);
  return suite === undefined ? null : <Opened suite={suite} metric={undefined} />;
}

export function MetricPage() {
  const { rsid, metricId } = useParams({ from: "/signed-in/calculated-metrics/$rsid/$metricId" });
  const suite = useSuite(rsid);
  const metric = useQuery(metricQuery(metricId));
  return <Loaded query={metric}>{(found) => (suite === undefined ? null : <Opened key={found.id} suite={suite} metric={found} />)}</Loaded>;
}

/** The names are there before the form, because the formula is written with them. */
function Opened({ suite, metric }: { suite: ReportSuite; metric: CalculatedMetric | undefined }) {
  const { language } = usePreferences().appearance;
  const all = useQuery(metricsQuery(suite.rsid, language));
  return <Loaded query={all}>{(calculated) => <Editor suite={suite} metric={metric} calculated={calculated} />}</Loaded>;
}

function Editor({ suite, metric, calculated }: { suite: ReportSuite; metric: CalculatedMetric | undefined; calculated: readonly CalculatedMetric[] }) {
  const text = useText(metricTexts);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const names = useMetricNames(
    suite,
    calculated.filter(({ id }) => id !== metric?.id),
  );
  const schema = useMemo(() => metricForm(names), [names]);
  const shownName = calculated.find(({ id }) => id === metric?.id)?.name ?? metric?.name;
  const goBack = async () => {
    await queryClient.invalidateQueries({ queryKey: [METRICS_KEY] });
    await navigate({ to: "/calculated-metrics", search: { suite: suite.rsid } });
  };
  const [start] = useState(() => (metric === undefined ? blankValues() : valuesOf(metric, names)));
  const labels = {
    name: text("name"),
    description: text("description"),
    type: text("type"),
    precision: text("precision"),
    polarity: text("polarity"),
    formula: text("formula"),
  };
  return (
    <>
      <PageHead
        title={shownName ?? text("create")}
        trail={[
          {
            key: "calculated-metrics",
            link: (
              <Link to="/calculated-metrics" search={{ suite: suite.rsid }}>
                {text("title")}
              </Link>
            ),
          },
        ]}
      />
      {metric?.template === true ? (
        <BuiltIn suite={suite} metric={metric} formula={start.formula} />
      ) : (
        <RecordForm
          schema={schema}
          labels={labels}
          start={start}
          saved={metric?.saved}
          save={async ({ formula, ...content }, version) => {
            const read = definitionIn(formula, names);
            const body = { ...content, ...("definition" in read ? { definition: read.definition } : { definition: {} }) };
            return metric === undefined
              ? await ask(createCalculatedMetric, { params: { company: COMPANY }, body: { rsid: suite.rsid, ...body } })
              : await ask(changeCalculatedMetric, { params: { company: COMPANY, metricId: metric.id }, query: { version }, body });
          }}
          newest={async () => {
            const newest = await ask(getCalculatedMetric, { params: { company: COMPANY, metricId: metric?.id ?? "" } });
            return { values: valuesOf(newest, names), saved: newest.saved ?? { version: 0, at: "", by: null } };
          }}
          onSaved={goBack}
          onCancel={() => void goBack()}
          away={metric !== undefined && <Removal metric={metric} onRemoved={goBack} />}
        >
          {(form) => <Fields form={form} suite={suite} names={names} />}
        </RecordForm>
      )}
    </>
  );
}

function Fields({ form, suite, names }: { form: RecordFields<ReturnType<typeof metricForm>>; suite: ReportSuite; names: readonly NamedMetric[] }) {
  const text = useText(metricTexts);
  const formula = form.value("formula");
  const read = definitionIn(formula, names);
  const precision = Number(form.value("precision"));
  return (
    <>
      <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
      <TextField label={text("description")} autoComplete="off" {...form.field("description")} />
      <FormulaField value={formula} metrics={names} showsFaults={form.field("formula").error !== undefined} onChange={(value) => form.set("formula", value)} />
      <div className="hq-metric-row">
        <Select label={text("type")} options={MetricType.options.map((type) => ({ value: type, label: text(`types.${type}`) }))} {...form.field("type")} />
        <TextField label={text("precision")} inputMode="numeric" autoComplete="off" {...form.field("precision")} />
        <Select
          label={text("polarity")}
          options={(["positive", "negative"] as const).map((polarity) => ({ value: polarity, label: text(`polarities.${polarity}`) }))}
          {...form.field("polarity")}
        />
      </div>
      <Preview
        suite={suite}
        definition={"definition" in read ? read.definition : null}
        type={form.value("type")}
        precision={Number.isInteger(precision) && precision >= 0 && precision <= 10 ? precision : 0}
      />
    </>
  );
}

function BuiltIn({ suite, metric, formula }: { suite: ReportSuite; metric: CalculatedMetric; formula: string }) {
  const text = useText(metricTexts);
  return (
    <Card>
      <Banner>{text("builtIn")}</Banner>
      <p className="hq-metric-formula">{formula}</p>
      <Preview suite={suite} definition={metric.definition} type={metric.type} precision={metric.precision} />
    </Card>
  );
}

function Removal({ metric, onRemoved }: { metric: CalculatedMetric; onRemoved: () => Promise<void> }) {
  const text = useText(metricTexts);
  const toast = useToast();
  const { language } = usePreferences().appearance;
  const [isAsking, setIsAsking] = useState(false);
  const version = metric.saved?.version;
  const remove = useMutation({
    mutationFn: () => ask(deleteCalculatedMetric, { params: { company: COMPANY, metricId: metric.id }, query: version === undefined ? {} : { version } }),
    async onSuccess() {
      toast.say(text("removed"));
      await onRemoved();
    },
    onError: () => setIsAsking(false),
  });
  return (
    <>
      {remove.error !== null && <Banner tone="bad">{describeError(remove.error, language).text}</Banner>}
      <Button onClick={() => setIsAsking(true)}>{text("remove")}</Button>
      <ConfirmDialog
        title={text("removeTitle")}
        text={text("removeText")}
        confirmLabel={text("remove")}
        cancelLabel={text("cancel")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        open={isAsking}
        onOpenChange={setIsAsking}
      />
    </>
  );
}
