import { describeError, useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Days } from "@rapport/domain/comparisons";
import { Button, ErrorText, Icon, Menu, useFormats, useUi } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties, ReactNode } from "react";
import type { ColumnWords } from "./column-words.ts";
import { freeformTexts } from "./freeform-texts.ts";
import type { Level, LevelRow } from "./level.ts";
import type { Place } from "./level-request.ts";
import { NumberCell } from "./number-cell.tsx";
import { closed, MOST_OPEN, MOST_ROWS_INSIDE, type OpenRow, openAt, ROWS_INSIDE, DAYS_INSIDE, withOpen } from "./open-rows.ts";
import { levelQuery } from "./queries.ts";
import { type Column, keyOf } from "./report-column.ts";
import { hasColumns } from "./report-columns.ts";
import { MOST_LEVELS, type ReportSearch } from "./report-search.ts";
import { shownValue } from "./report-values.ts";
import { isTime } from "./time-names.ts";
import { reportTexts } from "./texts.ts";

/** What all rows of a table share. */
export interface RowSetting {
  readonly suite: ReportSuite;
  readonly search: ReportSearch;
  readonly asking: ReportSearch;
  readonly days: Days;
  readonly columns: readonly Column[];
  readonly words: ColumnWords;
  readonly dimensions: readonly { id: string; name: string }[];
  /** By column. */
  readonly highest: readonly number[];
  readonly onChange: (part: Partial<ReportSearch>) => void;
}

interface Rows {
  readonly level: Level;
  readonly place: Place;
  readonly depth: number;
  /** The values on the way to these rows, with their names. */
  readonly names: ReportSearch["inside"];
  readonly setting: RowSetting;
}

export function LevelRows(rows: Rows) {
  return rows.level.rows.map((row) => <OneRow key={row.itemId} row={row} {...rows} />);
}

function OneRow({ row, level, place, depth, names, setting }: Rows & { row: LevelRow }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const { columns, highest, words, search, asking } = setting;
  const value = shownValue({ row, by: level.by, formats, text });
  const path = [...place.path, { by: level.by, itemId: row.itemId }];
  // What is open belongs to the report that is asked for; the report's own values do not stand in it.
  const own = path.slice(search.inside.length);
  const open = search.by === asking.by ? openAt(asking.open, own) : null;
  return (
    <>
      <tr data-depth={depth} data-open={open === null ? undefined : ""}>
        <th scope="row" style={{ paddingInlineStart: `calc(${depth} * var(--s-5) + var(--s-2))` }}>
          <span className="hq-row-name">
            {path.length <= MOST_LEVELS && <Opener path={path} own={own} open={open} value={value} setting={setting} />}
            <span>{value}</span>
          </span>
        </th>
        {columns.map((column, index) => (
          <td key={keyOf(column)} data-align="end">
            <NumberCell
              cell={row.cells[index] ?? null}
              column={column}
              written={words.written(column.metric)}
              highest={highest[index] ?? 0}
              text={words.cell(row.cells[index] ?? null, column)}
            />
          </td>
        ))}
      </tr>
      {open !== null && (
        <Inside
          open={open}
          path={path}
          own={own}
          value={value}
          names={[...names, { by: level.by, itemId: row.itemId, value }]}
          depth={depth + 1}
          setting={setting}
        />
      )}
    </>
  );
}

interface OnPath {
  /** With the values inside which the whole report is. */
  readonly path: OpenRow["path"];
  /** From the report's own rows on. */
  readonly own: OpenRow["path"];
  readonly value: string;
  readonly setting: RowSetting;
}

/** One menu whether the row is open or not, so that the focus stays on its button. */
function Opener({ path, own, open, value, setting: { asking, dimensions, onChange } }: OnPath & { open: OpenRow | null }) {
  const text = useText(reportTexts);
  const freeform = useText(freeformTexts);
  if (open === null && asking.open.length >= MOST_OPEN)
    return (
      <button type="button" className="hq-opener" disabled aria-label={text("breakDown", { value })} title={freeform("mostOpen")}>
        <Icon name="chevron" size={16} />
      </button>
    );
  const { close, label } =
    open === null
      ? { close: [], label: text("breakDown", { value }) }
      : {
          close: [
            { kind: "action" as const, label: freeform("close", { value }), onSelect: () => onChange({ open: closed(asking.open, own) }) },
            { kind: "line" as const },
          ],
          label: `${text("breakDown", { value })}: ${freeform("by", { dimension: dimensions.find(({ id }) => id === open.by)?.name ?? open.by })}`,
        };
  return (
    <Menu
      trigger={
        <button type="button" className="hq-opener" aria-label={label}>
          <Icon name="chevron" size={16} />
        </button>
      }
      header={text("breakDownBy")}
      entries={[
        ...close,
        ...dimensions
          .filter(({ id }) => id !== open?.by && !path.some(({ by }) => by === id))
          .map(({ id, name }) => ({
            kind: "action" as const,
            label: name,
            onSelect: () => onChange({ open: withOpen(asking.open, { path: own, by: id, rows: isTime(id) ? DAYS_INSIDE : ROWS_INSIDE }) }),
          })),
      ]}
    />
  );
}

/** The rows inside an open row, under a line that says what they are. */
function Inside({ open, path, value, names, depth, setting }: OnPath & Pick<Rows, "names" | "depth"> & { open: OpenRow }) {
  const text = useText(freeformTexts);
  const formats = useFormats();
  const { language } = useUi();
  const { suite, asking, days, columns, dimensions, onChange } = setting;
  const place: Place = { by: open.by, path, page: 0, limit: open.rows, isTop: false };
  const query = useQuery(levelQuery({ suite, search: asking, days, place }));
  // An answer with other columns would stand under the wrong heads.
  const isSame = query.data !== undefined && hasColumns(query.data.search, columns) && query.data.level.by === open.by;
  const level = isSame ? query.data?.level : undefined;
  const name = dimensions.find(({ id }) => id === open.by)?.name ?? open.by;
  const span = columns.length + 1;
  const indent = { paddingInlineStart: `calc(${depth} * var(--s-5) + var(--s-2))` };
  const isWhole = level !== undefined && level.rows.length >= level.elements;
  return (
    <>
      <InsideLine className="hq-inside-head" span={span} indent={indent}>
        {text("by", { dimension: name })}
        <Button
          variant="quiet"
          aria-label={`${text("byItself")}: ${value}, ${name}`}
          onClick={() => onChange({ by: open.by, sort: undefined, find: "", open: [], inside: names })}
        >
          {text("byItself")}
        </Button>
      </InsideLine>
      {query.error !== null && (
        <InsideLine className="hq-inside-foot" span={span} indent={indent}>
          <ErrorText>{text("insideFailed", { error: describeError(query.error, language).text })}</ErrorText>
          <Button variant="quiet" onClick={() => void query.refetch()}>
            {text("again")}
          </Button>
        </InsideLine>
      )}
      {level === undefined && query.error === null && (
        <InsideLine className="hq-inside-foot" span={span} indent={indent}>
          {text("loading")}
        </InsideLine>
      )}
      {level !== undefined && <LevelRows level={level} place={place} depth={depth} names={names} setting={setting} />}
      {level !== undefined && (!isWhole || level.rows.length === 0) && (
        <InsideLine className="hq-inside-foot" span={span} indent={indent}>
          {level.rows.length === 0
            ? text("insideEmpty")
            : text("shownOf", { shown: formats.number(level.rows.length), formatted: formats.number(level.elements) })}
          {!isWhole && open.rows < MOST_ROWS_INSIDE && (
            <Button
              variant="quiet"
              aria-label={text("moreOf", { value })}
              busy={query.isFetching}
              onClick={() => onChange({ open: withOpen(asking.open, { ...open, rows: Math.min(MOST_ROWS_INSIDE, open.rows * 3) }) })}
            >
              {text("more")}
            </Button>
          )}
          {!isWhole && open.rows >= MOST_ROWS_INSIDE && text("mostInside")}
        </InsideLine>
      )}
    </>
  );
}

/** A line across all columns, indented as the rows that it is about. */
function InsideLine({ className, span, indent, children }: { className: string; span: number; indent: CSSProperties; children: ReactNode }) {
  return (
    <tr className={className}>
      <td colSpan={span} style={indent}>
        <span className="hq-inside-line">{children}</span>
      </td>
    </tr>
  );
}
