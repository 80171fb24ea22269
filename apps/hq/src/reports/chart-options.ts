import type { ReportSuite } from "@rapport/contract/report-suites";
import type { Formats } from "@rapport/ui";
import type { EChartsCoreOption } from "echarts/core";
import type { Series } from "./charted.ts";
import type { ColumnWords } from "./column-words.ts";
import type { Cell, LevelRow } from "./level.ts";
import type { Chart } from "./report-search.ts";
import { isMoney } from "./report-values.ts";

export interface Ink {
  readonly accent: string;
  readonly below: string;
  readonly label: string;
  readonly line: string;
  readonly surface: string;
  readonly text: string;
  readonly font: string;
}

export interface Drawing {
  readonly rows: readonly LevelRow[];
  readonly names: readonly string[];
  /** `YYYY-MM-DD` of each row, for a calendar. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly chart: Chart;
  readonly isByTime: boolean;
  readonly suite: ReportSuite;
  readonly words: ColumnWords;
  readonly formats: Formats;
  readonly ink: Ink;
}

/** How much of the accent each stacked column has. */
const SHADES = [1, 0.55, 0.3, 0.75, 0.42, 0.2];

export function chartOptions(drawing: Drawing): EChartsCoreOption {
  const { ink, series } = drawing;
  const shared = {
    animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 260,
    textStyle: { fontFamily: ink.font },
  };
  const tooltip = { backgroundColor: ink.surface, borderColor: ink.line, textStyle: { color: ink.text, fontFamily: ink.font, fontSize: 13 } };
  if (drawing.chart === "calendar") return { ...shared, ...calendar(drawing, tooltip) };
  return {
    ...shared,
    grid: { left: 8, right: 20, top: series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
    ...(series.length > 1 && {
      legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: ink.label, fontFamily: ink.font } },
    }),
    tooltip: { ...tooltip, trigger: "axis" },
    ...axes(drawing),
    series: series.map((one, nth) => ({ name: drawing.words.name(one.column), ...tipOf(drawing, one), ...oneSeries(drawing, one, nth) })),
  };
}

function axes({ names, series, isByTime, suite, words, formats, ink }: Drawing) {
  const column = series[0]?.column;
  const type = column === undefined || column.as === "rank" ? undefined : words.written(column.metric)?.type;
  const isPercent = column?.as === "percent" || column?.as === "share" || type === "percent";
  const money = column !== undefined && !isPercent && column.as !== "rank" && (isMoney(column.metric, suite) || type === "currency");
  const axis = new Intl.NumberFormat(formats.locale, {
    notation: "compact",
    maximumFractionDigits: 1,
    ...(money ? { style: "currency", currency: suite.currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: 0 } : {}),
    ...(isPercent ? { style: "percent" } : {}),
  });
  const label = { color: ink.label, fontFamily: ink.font, fontSize: 12 };
  const values = {
    type: "value" as const,
    axisLabel: {
      ...label,
      formatter: (value: number) =>
        type === "time" && column !== undefined && !isPercent ? words.cell(value, column) : axis.format(value).replace("-", "\u2212"),
    },
    splitLine: { lineStyle: { color: ink.line } },
    splitNumber: 4,
    ...(money || isPercent || type !== undefined ? {} : { minInterval: 1 }),
  };
  const categories = {
    type: "category" as const,
    data: names,
    axisLabel: { ...label, width: 150, overflow: "truncate" as const, hideOverlap: true },
    // Names stay at the edge, even when bars go below zero.
    axisLine: { onZero: false, lineStyle: { color: ink.line } },
    axisTick: { show: false },
  };
  return isByTime ? { xAxis: categories, yAxis: values } : { xAxis: values, yAxis: { ...categories, inverse: true } };
}

function oneSeries({ rows, chart, isByTime, ink }: Drawing, { index, isCompared }: Series, nth: number) {
  const numbers = rows.map(({ cells }): Cell => cells[index] ?? null);
  const opacity = SHADES[nth % SHADES.length] ?? 1;
  if (isByTime && chart === "usual")
    return {
      type: "line" as const,
      data: numbers,
      z: isCompared ? 1 : 2,
      // A day between two gaps has only a symbol, no line.
      showSymbol: !isCompared && (numbers.length < 40 || numbers.includes(null)),
      symbolSize: 6,
      lineStyle: { width: 2, color: isCompared ? ink.below : ink.accent, type: isCompared ? ("dashed" as const) : ("solid" as const) },
      itemStyle: { color: isCompared ? ink.below : ink.accent },
      ...(isCompared ? {} : { areaStyle: { color: ink.accent, opacity: 0.08 } }),
    };
  const [up, down] = isByTime
    ? [
        [4, 4, 0, 0],
        [0, 0, 4, 4],
      ]
    : [
        [0, 4, 4, 0],
        [4, 0, 0, 4],
      ];
  return {
    type: "bar" as const,
    barMaxWidth: 18,
    ...(chart === "stacked" ? { stack: "all" } : {}),
    itemStyle: { color: isCompared ? ink.below : ink.accent, opacity: chart === "stacked" ? opacity : isCompared ? 0.55 : 1 },
    data: numbers.map((value) =>
      chart === "stacked" || isCompared
        ? value
        : { value, itemStyle: value !== null && value < 0 ? { color: ink.below, borderRadius: down } : { color: ink.accent, borderRadius: up } },
    ),
  };
}

function tipOf({ words }: Drawing, { column }: Series) {
  return { tooltip: { valueFormatter: (value: unknown) => words.cell(typeof value === "number" ? value : null, column) } };
}

function calendar({ rows, days, series, words, formats, ink }: Drawing, tooltip: object) {
  const [one] = series;
  const { data, lowest, highest } = calendarData({ rows, days, index: one?.index ?? 0 });
  const label = { color: ink.label, fontFamily: ink.font, fontSize: 12 };
  const monthNames = Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(formats.locale, { month: "short", timeZone: "UTC" }).format(Date.UTC(2026, month)),
  );
  const dayNames = Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(formats.locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2026, 1, 1 + day)),
  );
  return {
    tooltip: {
      ...tooltip,
      formatter: ({ value }: { value: [string, number] }) => `${formats.date(value[0])}: ${one === undefined ? "" : words.cell(value[1], one.column)}`,
    },
    visualMap: { show: false, min: lowest, max: highest, inRange: { color: [ink.surface, ink.accent] } },
    calendar: {
      range: [days[0] ?? "", days.at(-1) ?? ""],
      left: 56,
      right: 12,
      top: 28,
      bottom: 8,
      cellSize: ["auto", 16],
      itemStyle: { color: "transparent", borderColor: ink.line, borderWidth: 1 },
      splitLine: { lineStyle: { color: ink.label, width: 1 } },
      yearLabel: { show: false },
      monthLabel: { ...label, nameMap: monthNames },
      // Monday comes first in Europe; the names begin with Sunday, as the library asks.
      dayLabel: { ...label, firstDay: 1, nameMap: dayNames },
    },
    series: [{ type: "heatmap" as const, coordinateSystem: "calendar" as const, data }],
  };
}

/** The days that have a value, and the ends of the scale of their colors, which nothing and the highest number have. */
export function calendarData({ rows, days, index }: { rows: readonly Pick<LevelRow, "cells">[]; days: readonly string[]; index: number }): {
  data: [day: string, value: number][];
  lowest: number;
  highest: number;
} {
  const data = rows.flatMap(({ cells }, place): [string, number][] => {
    const [day, value] = [days[place], cells[index] ?? null];
    return day === undefined || value === null ? [] : [[day, value]];
  });
  const values = data.map(([, value]) => value);
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  return { data, lowest, highest: highest > lowest ? highest : 1 };
}
