import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { ID_OF } from "@rapport/domain";
import { DataTable } from "@rapport/ui";
import { choiceOf, READING, READING_NAMES } from "../reading.ts";
import { readingTexts } from "../reading-texts.ts";
import { sourceTexts } from "../texts.ts";
import { labelOf } from "./columns-step.tsx";
import type { Draft } from "./draft.ts";
import { wizardTexts } from "./texts.ts";

/** Everything that was chosen, before the source is made. */
export function SummaryStep({ draft, suite }: { draft: Draft; suite: ReportSuite }) {
  const text = useText(wizardTexts);
  const sourceText = useText(sourceTexts);
  const reading = useText(readingTexts);
  return (
    <div className="r-stack">
      <p className="r-muted">{text("summaryLead")}</p>
      <dl className="hq-settings">
        <div>
          <dt>{sourceText("sources.name")}</dt>
          <dd>{draft.name.trim()}</dd>
        </div>
        <div>
          <dt>{sourceText("sources.type")}</dt>
          <dd>{sourceText(`sources.types.${draft.type}`)}</dd>
        </div>
        <div>
          <dt>{text("email")}</dt>
          <dd>{draft.email.trim() === "" ? "–" : draft.email.trim()}</dd>
        </div>
        {READING_NAMES.map((name) => (
          <div key={name}>
            <dt>{reading(READING[name].label)}</dt>
            <dd>{reading(choiceOf(name, draft[name]).label)}</dd>
          </div>
        ))}
      </dl>
      <ColumnsTable of={draft} suite={suite} />
    </div>
  );
}

/** The columns of a source's files, those that each row needs first. */
export function ColumnsTable({ of: { type, metrics, dimensions }, suite }: { of: Pick<Draft, "type" | "metrics" | "dimensions">; suite: ReportSuite }) {
  const text = useText(wizardTexts);
  const sourceText = useText(sourceTexts);
  const id = ID_OF[type];
  const rows = [
    { name: text("date"), to: "Date", kind: "key" as const },
    ...(id === null ? [] : [{ name: sourceText(`sources.types.${type === "refund" ? "transactionid" : type}`), to: id, kind: "key" as const }]),
    ...dimensions.map((column) => ({ ...column, kind: "dimensions" as const })),
    ...metrics.map((column) => ({ ...column, kind: "metrics" as const })),
  ];
  return (
    <DataTable
      narrow="stack"
      caption={text("columns")}
      rows={rows}
      rowKey={({ to }) => to}
      columns={[
        { key: "name", header: text("call"), isRowHeader: true, cell: ({ name }) => name },
        { key: "to", header: text("header"), cell: ({ to }) => labelOf(to, suite) },
        { key: "kind", header: text("kind"), cell: ({ kind }) => text(`kind.${kind}`) },
      ]}
    />
  );
}
