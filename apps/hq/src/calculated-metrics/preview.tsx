import { describeError, usePreferences, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { MetricDefinition, MetricType } from "@rapport/contract/reporting";
import { Card, Skeleton, useFormats, useSettled } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { previewQuery } from "./queries.ts";
import { metricTexts } from "./texts.ts";
import { writtenNumber } from "./written-number.ts";

/** The metric over the last thirty days, calculated again when the formula was changed and nothing more is typed. */
export function Preview({
  suite,
  definition,
  type,
  precision,
}: {
  suite: ReportSuite;
  definition: MetricDefinition | null;
  type: MetricType;
  precision: number;
}) {
  const text = useText(metricTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  const settled = useSettled(definition);
  const preview = useQuery({ ...previewQuery(suite.rsid, settled), enabled: settled !== null });
  return (
    <Card title={text("preview")} className="hq-metric-preview">
      {definition === null ? (
        <p className="r-muted">{text("cannotPreview")}</p>
      ) : preview.error !== null ? (
        <p className="r-muted" role="status">
          {describeError(preview.error, language).text}
        </p>
      ) : preview.data === undefined ? (
        <Skeleton height={36} />
      ) : (
        <p className="r-num hq-metric-number" role="status" aria-busy={preview.isPlaceholderData}>
          {writtenNumber({ value: preview.data, type, precision, currency: suite.currency, formats })}
          {preview.data === null && <span className="r-small r-muted"> {text("noValue")}</span>}
        </p>
      )}
    </Card>
  );
}
