import type { ReportSuite } from "@rapport/contract/report-suites";
import { type AttributionSum, isSavedMetricId, type RankedReport, type RankedRequest } from "@rapport/contract/reporting";
import { type Days, differenceOf, percentOf, ranksOf, runningTotalsOf, shareOf } from "@rapport/domain/comparisons";
import { itemsOfTime, linedItems } from "./level-items.ts";
import { daysOfPeriod, type Drawn, type LevelPlan, type Place, planLevel, requestOf, ROWS_AT_ONCE, timeRequestOf } from "./level-request.ts";
import { type Column, keyOf, writePeriod } from "./report-column.ts";
import { type ReportSearch, sortedKey } from "./report-search.ts";
import { isTime } from "./time-names.ts";

/** A number, or null for no value. */
export type Cell = number | null;

export interface LevelRow {
  readonly itemId: string;
  readonly value: string;
  /** One for each column on screen. */
  readonly cells: readonly Cell[];
}

/** The rows of a report, or of what is inside an open row, as they are shown. */
export interface Level {
  readonly by: string;
  readonly rows: readonly LevelRow[];
  /** Of the whole period, and of the rows that a search leaves. */
  readonly totals: readonly Cell[];
  readonly shownTotals: readonly Cell[];
  readonly page: number;
  readonly pages: number;
  /** On all pages. */
  readonly elements: number;
  /** False when nothing at all was counted. */
  readonly hasData: boolean;
  /** Times: all rows in the order of time, for a chart. */
  readonly series: readonly LevelRow[] | null;
  readonly attribution: readonly (AttributionSum & { readonly column: Column })[];
}

interface Asking {
  readonly suite: ReportSuite;
  readonly search: ReportSearch;
  /** Of the report's period. */
  readonly days: Days;
  readonly place: Place;
  readonly run: (request: RankedRequest) => Promise<RankedReport>;
}

export async function loadLevel(asking: Asking): Promise<Level> {
  return isTime(asking.place.by) ? await timeLevel(asking) : await itemLevel(asking);
}

async function itemLevel({ suite, search, days, place, run }: Asking): Promise<Level> {
  const plan = planLevel(search, place);
  const request = requestOf({ suite, search, days, place });
  // Nothing stands beside the open row in any of the periods that are asked for.
  if (request.metricContainer.metrics.length === 0) return emptyLevel(plan, place);
  const report = await run(request);
  const at = new Map(report.columns.columnIds.map((id, index) => [id, index]));
  const numbers = (data: readonly Cell[]) => plan.asked.map((_, index) => data[at.get(`c${index}`) ?? -1] ?? null);
  const totals = numbers(report.summaryData.totals);
  return {
    by: place.by,
    rows: report.rows.map(({ itemId, value, data }) => ({ itemId, value, cells: cellsOf({ plan, numbers: numbers(data), totals }) })),
    totals: totalCells({ plan, numbers: totals, totals }),
    shownTotals: totalCells({ plan, numbers: numbers(report.summaryData.filteredTotals), totals }),
    page: report.number,
    pages: report.totalPages,
    elements: report.totalElements,
    hasData: report.totalElements > 0,
    series: null,
    attribution: attributionOf(plan, report, (index) => `c${index}`),
  };
}

function emptyLevel({ drawn }: LevelPlan, { by, page }: Place): Level {
  const totals = drawn.map(() => null);
  return { by, rows: [], totals, shownTotals: totals, page, pages: 0, elements: 0, hasData: false, series: null, attribution: [] };
}

/** Each period is asked for by itself, and their items are put beside each other; an item without a row counts zero (CP4). */
async function timeLevel({ suite, search, days, place, run }: Asking): Promise<Level> {
  const plan = planLevel(search, place);
  const main = daysOfPeriod({ days, place, period: "main" });
  const items = itemsOfTime({ by: place.by, days: main });
  const values: Cell[][] = plan.asked.map(() => items.map(() => null));
  const totals: Cell[] = plan.asked.map(() => null);
  const periods = new Map([["main" as string, "main" as const], ...plan.asked.map(({ period }) => [writePeriod(period), period] as const)]);
  const answers = await Promise.all(
    [...periods].map(async ([name, period]) => {
      const indexes = plan.asked.flatMap((one, index) => (writePeriod(one.period) === name ? [index] : []));
      const request = indexes.length === 0 ? null : timeRequestOf({ suite, search, days, place, period });
      if (request === null) return null;
      const beside = period === "main" ? items : linedItems({ by: place.by, days: main, compared: daysOfPeriod({ days, place, period }) });
      return { indexes, beside, report: await wholeReport(request, run) };
    }),
  );
  let hasData = false;
  const attribution: Level["attribution"][number][] = [];
  for (const answer of answers) {
    if (answer === null) continue;
    const { indexes, beside, report } = answer;
    const rows = new Map(report.rows.map(({ itemId, data }) => [itemId, data]));
    for (const [nth, index] of indexes.entries()) {
      // What is calculated has no value where nothing was counted (CF3).
      const nothing = isSavedMetricId(plan.asked[index]?.metric ?? "") ? null : 0;
      values[index] = beside.map((itemId) => {
        const row = itemId === null ? null : rows.get(itemId);
        return row === null ? null : row === undefined ? nothing : (row[nth] ?? null);
      });
      totals[index] = report.summaryData.totals[nth] ?? null;
    }
    hasData ||= report.totalElements > 0;
    attribution.push(...attributionOf(plan, report, (index) => `c${indexes.indexOf(index)}`));
  }
  const columns = plan.drawn.map((drawn) => timeColumn({ drawn, values, totals }));
  const series = items.map((itemId, place) => ({ itemId, value: "", cells: columns.map((column) => column[place] ?? null) }));
  const rows = sorted({ rows: series, plan, search: { ...search, by: place.by } });
  // Running totals follow the rows as they stand.
  const running = plan.drawn.map(({ column, value }) => {
    if (column.as !== "running") return null;
    const numbers = new Map(items.map((itemId, place) => [itemId, values[value]?.[place] ?? null]));
    return runningTotalsOf(rows.map(({ itemId }) => numbers.get(itemId) ?? null));
  });
  const shown = rows.map((row, place) => ({ ...row, cells: row.cells.map((cell, index) => running[index]?.[place] ?? cell) }));
  const total = totalCells({ plan, numbers: totals, totals });
  return {
    by: place.by,
    rows: shown.slice(place.page * place.limit, (place.page + 1) * place.limit),
    totals: total,
    shownTotals: total,
    page: place.page,
    pages: Math.max(1, Math.ceil(shown.length / place.limit)),
    elements: shown.length,
    hasData,
    series,
    attribution,
  };
}

function cellsOf({ plan, numbers, totals }: { plan: LevelPlan; numbers: readonly Cell[]; totals: readonly Cell[] }): Cell[] {
  return plan.drawn.map(({ column: { as }, value, against }) => {
    const own = numbers[value] ?? null;
    const other = against === null ? null : (numbers[against] ?? null);
    switch (as) {
      case "difference":
        return differenceOf(own, other);
      case "percent":
        return percentOf(own, other);
      case "share":
        return shareOf(own, totals[value] ?? null);
      case "number":
      case "running":
      case "rank":
        return own;
    }
  });
}

/** Places and running totals have no total. */
function totalCells(level: { plan: LevelPlan; numbers: readonly Cell[]; totals: readonly Cell[] }): Cell[] {
  return cellsOf(level).map((cell, index) => (["running", "rank"].includes(level.plan.drawn[index]?.column.as ?? "") ? null : cell));
}

function timeColumn({ drawn: { column, value, against }, values, totals }: { drawn: Drawn; values: readonly Cell[][]; totals: readonly Cell[] }): Cell[] {
  const own = values[value] ?? [];
  const other = against === null ? [] : (values[against] ?? []);
  switch (column.as) {
    case "number":
      return own;
    case "difference":
      return own.map((number, place) => differenceOf(number, other[place] ?? null));
    case "percent":
      return own.map((number, place) => percentOf(number, other[place] ?? null));
    case "share":
      return own.map((number) => shareOf(number, totals[value] ?? null));
    case "rank":
      return ranksOf(own);
    case "running":
      return runningTotalsOf(own);
  }
}

/** Times in their order, or by a column; what has no value comes last. Places go with the highest first, like the numbers they stand for. */
function sorted({ rows, plan, search }: { rows: readonly LevelRow[]; plan: LevelPlan; search: ReportSearch }): LevelRow[] {
  const key = sortedKey(search);
  const index = plan.drawn.findIndex(({ column }) => keyOf(column) === key);
  const as = plan.drawn[index]?.column.as;
  if (as === undefined) return [...rows];
  const sign = (search.direction === "asc") === (as === "rank") ? -1 : 1;
  const by = (row: LevelRow) => row.cells[index] ?? null;
  return rows.toSorted((a, b) => {
    const [one, other] = [by(a), by(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}

function attributionOf(plan: LevelPlan, { summaryData: { attribution = [] } }: RankedReport, idOf: (index: number) => string): Level["attribution"] {
  return plan.asked.flatMap(({ period }, index) => {
    const sum = attribution.find(({ columnId }) => columnId === idOf(index));
    const column = plan.drawn.find(({ value }) => value === index)?.column;
    return sum === undefined || column === undefined ? [] : [{ ...sum, column: { ...column, period, as: "number" as const } }];
  });
}

/** All rows, however many pages the server makes of them. */
async function wholeReport(request: RankedRequest, run: Asking["run"]): Promise<RankedReport> {
  const first = await run(request);
  const rows = [...first.rows];
  for (let page = 1; page < first.totalPages; page += 1) {
    const next = await run({ ...request, settings: { ...request.settings, limit: ROWS_AT_ONCE, page } });
    rows.push(...next.rows);
  }
  return { ...first, rows };
}
