import { useText } from "@rapport/app-shell";
import type { Days } from "@rapport/domain/comparisons";
import { ColumnHead } from "./column-head.tsx";
import { type ColumnWords, useColumnWords } from "./column-words.ts";
import type { Level } from "./level.ts";
import { topOf } from "./level-request.ts";
import type { Answer } from "./queries.ts";
import { type Column, keyOf } from "./report-column.ts";
import { isModel } from "./report-credit.ts";
import { LevelRows, type RowSetting } from "./report-rows.tsx";
import { columnsOf, isNarrowed, type ReportSearch } from "./report-search.ts";
import { reportTexts } from "./texts.ts";

/** The rows of a report with its columns, and inside each open row the rows that it consists of. */
export function ReportTable({
  answer,
  asking,
  askedDays,
  dimensions,
  onChange,
}: {
  answer: Answer;
  /** The present request and its days, whose answer may still be loading. */
  asking: ReportSearch;
  askedDays: Days;
  dimensions: readonly { id: string; name: string }[];
  onChange: (part: Partial<ReportSearch>) => void;
}) {
  const text = useText(reportTexts);
  const words = useColumnWords(answer.suite);
  const { level, search, suite, days } = answer;
  const columns = drawnColumns(search, asking);
  const dimensionName = dimensions.find(({ id }) => id === level.by)?.name ?? level.by;
  const setting: RowSetting = { suite, search, asking, days, columns, words, dimensions, highest: highestOf(level, columns.length), onChange };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable with the keyboard
    <section className="r-table-scroll" aria-label={text("table", { dimension: dimensionName })} tabIndex={0}>
      <table className="r-table hq-freeform">
        <caption className="r-hidden">{text("table", { dimension: dimensionName })}</caption>
        <thead>
          <tr>
            <th scope="col">{dimensionName}</th>
            {columns.map((column) => (
              <ColumnHead key={keyOf(column)} suite={suite} search={asking} days={askedDays} column={column} onChange={onChange} />
            ))}
          </tr>
        </thead>
        <tbody>
          <LevelRows level={level} place={topOf(search)} depth={0} names={search.inside} setting={setting} />
        </tbody>
        <Totals level={level} columns={columns} words={words} search={search} />
      </table>
    </section>
  );
}

/** The columns of the answer; how they look is as it is chosen now. */
function drawnColumns(search: ReportSearch, asking: ReportSearch): Column[] {
  const looks = new Map(columnsOf(asking).map((column) => [keyOf(column), column.look]));
  return columnsOf(search).map((column) => ({ ...column, look: looks.get(keyOf(column)) ?? column.look }));
}

/** When rows are left out by name, the rows shown have a total of their own above that of the period. */
function Totals({ level, columns, words, search }: { level: Level; columns: readonly Column[]; words: ColumnWords; search: ReportSearch }) {
  const text = useText(reportTexts);
  const narrowed = isNarrowed(search);
  const label = text(search.credit === "none" || isModel(search.credit) ? "total" : "totalOnce");
  const totals = (index: number, of: Level["totals"]) => (isPlaceless(columns[index]) ? "" : words.cell(of[index] ?? null, columns[index] as Column));
  return (
    <tfoot>
      <tr>
        <td>
          <Total label={label} shown={narrowed ? text("totalShown") : undefined} />
        </td>
        {columns.map((column, index) => (
          <td key={keyOf(column)} data-align="end">
            <Total label={totals(index, level.totals)} shown={narrowed ? totals(index, level.shownTotals) : undefined} />
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Total({ label, shown }: { label: string; shown: string | undefined }) {
  if (shown === undefined) return <span className="r-num">{label}</span>;
  return (
    <span className="hq-totals r-num">
      <span>{shown}</span>
      <span className="r-muted">{label}</span>
    </span>
  );
}

function isPlaceless(column: Column | undefined): boolean {
  return column?.as === "rank" || column?.as === "running";
}

/** By column, how large its largest number is, whichever sign it has. */
function highestOf({ rows }: Level, columns: number): number[] {
  return Array.from({ length: columns }, (_, index) => Math.max(0, ...rows.map(({ cells }) => Math.abs(cells[index] ?? 0))));
}
