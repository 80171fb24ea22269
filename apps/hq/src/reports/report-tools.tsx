import { ask, describeError, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { Button, Checkbox, useFormats, useToast, useUi } from "@rapport/ui";
import { useMutation } from "@tanstack/react-query";
import { COMPANY } from "../company.ts";
import { SettledSearch } from "../shell/settled-search.tsx";
import { saveSpreadsheet } from "../spreadsheet/file.ts";
import { reportFile } from "./report-file.ts";
import type { Days } from "@rapport/domain/comparisons";
import { useColumnWords } from "./column-words.ts";
import { isByTime, type ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

/** Controls that filter the rows of a report by name, and the download of the whole report. */
export function ReportTools({
  suite,
  search,
  days,
  nameOf,
  onChange,
}: {
  suite: ReportSuite;
  search: ReportSearch;
  days: Days;
  nameOf: (dimension: string) => string;
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  return (
    <div className="hq-report-tools">
      {!isByTime(search) && (
        <>
          <SettledSearch
            key={search.by}
            label={text("find", { dimension: nameOf(search.by) })}
            value={search.find}
            most={200}
            onValue={(find) => onChange({ find })}
          />
          <Checkbox
            label={text("hideUnspecified")}
            checked={search.nones === "hide"}
            onChange={(event) => onChange({ nones: event.target.checked ? "hide" : "show" })}
          />
        </>
      )}
      <Download suite={suite} search={search} days={days} nameOf={nameOf} />
    </div>
  );
}

function Download({ suite, search, days, nameOf }: { suite: ReportSuite; search: ReportSearch; days: Days; nameOf: (dimension: string) => string }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const toast = useToast();
  const { language } = useUi();
  const words = useColumnWords(suite);
  const download = useMutation({
    mutationFn: () =>
      reportFile({
        suite,
        search,
        days,
        names: { dimension: nameOf, column: words.name },
        unspecified: text("unspecified"),
        locale: formats.locale,
        run: (body) => ask(runReport, { params: { company: COMPANY }, body }),
      }),
    onSuccess(file) {
      saveSpreadsheet(file, `${suite.rsid}-${search.by}.csv`);
      const rows = text("downloaded", { count: file.rows, formatted: formats.number(file.rows) });
      toast.say(file.neutral === 0 ? rows : `${rows} ${text("neutral", { count: file.neutral, formatted: formats.number(file.neutral) })}`);
    },
  });
  return (
    <div className="hq-download">
      {download.error !== null && (
        <span className="r-error" role="alert">
          {describeError(download.error, language).text}
        </span>
      )}
      <Button variant="quiet" icon="download" busy={download.isPending} title={text("csvHint")} onClick={() => download.mutate()}>
        {text("csv")}
      </Button>
    </div>
  );
}
