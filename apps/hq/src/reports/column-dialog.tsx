import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, Dialog, ErrorText, ManyCombobox, Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { segmentsQuery } from "../segments/queries.ts";
import { useColumnWords } from "./column-words.ts";
import { creditTexts } from "./credit-texts.ts";
import { freeformTexts } from "./freeform-texts.ts";
import { type Column, keyOf, MOST_COLUMN_SEGMENTS } from "./report-column.ts";
import { canBeCredited, replaced } from "./report-columns.ts";
import { CONTAINERS, CREDITS, type CreditChoice, LOOKBACKS, looksBack } from "./report-credit.ts";
import type { ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

/** Attribution and segments of one column. */
export function ColumnDialog({
  suite,
  search,
  column,
  onChange,
  onClose,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  column: Column;
  onChange: (part: Partial<ReportSearch>) => void;
  onClose: () => void;
}) {
  const text = useText(freeformTexts);
  const reportText = useText(reportTexts);
  const creditText = useText(creditTexts);
  const words = useColumnWords(suite);
  const saved = useQuery(segmentsQuery(suite.rsid)).data ?? [];
  const [credit, setCredit] = useState<CreditChoice | null>(column.credit);
  const [segments, setSegments] = useState<readonly string[]>(column.segments);
  const [problem, setProblem] = useState<string | null>(null);
  const apply = () => {
    if (segments.length > MOST_COLUMN_SEGMENTS) return setProblem(text("mostColumnSegments"));
    const part = replaced(search, { key: keyOf(column), by: { ...column, credit, segments } });
    if (part === null) return setProblem(text("sameColumn"));
    onClose();
    onChange(part);
  };
  const chosen = CREDITS.find((known) => known === credit?.credit);
  return (
    <Dialog
      open
      title={text("columnSettings", { name: words.metric(column.metric) })}
      description={text("onlyColumn")}
      onOpenChange={(stays) => !stays && onClose()}
      footer={
        <>
          <Button onClick={onClose}>{text("cancel")}</Button>
          <Button variant="primary" onClick={apply}>
            {text("apply")}
          </Button>
        </>
      }
    >
      <div className="hq-compare">
        {canBeCredited(column) && (
          <Select
            label={reportText("credit")}
            value={chosen ?? ""}
            onChange={(event) => {
              const named = CREDITS.find((known) => known === event.target.value);
              setCredit(named === undefined ? null : { credit: named, within: credit?.within ?? "visitors", lookback: credit?.lookback ?? "range" });
            }}
            options={[
              { value: "", label: text("credit.report", { credit: words.credit(search.credit) }) },
              ...CREDITS.map((one) => ({ value: one, label: words.credit(one) })),
            ]}
          />
        )}
        {credit !== null && looksBack(credit.credit) && (
          <Select
            label={creditText("within")}
            value={credit.within}
            onChange={(event) => setCredit({ ...credit, within: CONTAINERS.find((one) => one === event.target.value) ?? "visitors", lookback: "range" })}
            options={CONTAINERS.map((one) => ({ value: one, label: creditText(`withins.${one}`) }))}
          />
        )}
        {credit !== null && looksBack(credit.credit) && credit.within === "visitors" && (
          <Select
            label={creditText("lookback")}
            value={credit.lookback}
            onChange={(event) => setCredit({ ...credit, lookback: LOOKBACKS.find((one) => one === event.target.value) ?? "range" })}
            options={LOOKBACKS.map((one) => ({ value: one, label: creditText(`lookbacks.${one}`) }))}
          />
        )}
        <ManyCombobox
          label={reportText("segments")}
          chosen={segments}
          options={[
            ...saved.map(({ id, name }) => ({ value: id as string, label: name })),
            ...segments.filter((id) => !saved.some((one) => one.id === id)).map((id) => ({ value: id, label: reportText("deletedSegment") })),
          ]}
          onChoose={setSegments}
        />
        <ErrorText>{problem ?? undefined}</ErrorText>
      </div>
    </Dialog>
  );
}
