import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import type { RankedReport } from "@rapport/contract/reporting";
import { daysIn, useFormats } from "@rapport/ui";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as add } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { daysOf } from "./report-range.ts";
import { chartedMetric, MONEY, MOST_BARS, type ReportSearch } from "./report-search.ts";
import { dimensionOf, shownNumber, shownValue } from "./report-values.ts";
import { isTime, timeName } from "./time-names.ts";
import { timePoints } from "./time-points.ts";
import { reportTexts } from "./texts.ts";

add([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** A line over time, bars by value. The table beside it says the same in text, so it is hidden from screen readers. */
export function ReportChart({ report, search, suite }: { report: RankedReport; search: ReportSearch; suite: ReportSuite }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const place = useRef<HTMLDivElement>(null);
  const metric = chartedMetric(search);
  const column = Math.max(0, search.metrics.indexOf(metric));
  const by = dimensionOf(report);
  const isByTime = isTime(by);
  const isSorted = search.sort !== undefined;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: "svg" });
    const draw = () => {
      const ink = colours(element);
      const rows = report.rows.slice(0, MOST_BARS);
      const points = isByTime ? timePoints({ report, by, column, isSorted, range: daysOf(search, daysIn(suite.timeZone)(new Date())) }) : [];
      const names = isByTime ? points.map(({ start }) => timeName({ start, by, formats, text })) : rows.map((row) => shownValue({ row, by, formats, text }));
      const isMoney = MONEY.includes(metric);
      const axis = new Intl.NumberFormat(formats.locale, {
        notation: "compact",
        maximumFractionDigits: 1,
        ...(isMoney ? { style: "currency", currency: suite.currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: 0 } : {}),
      });
      const short = (value: number) => axis.format(value).replace("-", "\u2212");
      const label = { color: ink.label, fontFamily: ink.font, fontSize: 12 };
      const values = {
        type: "value" as const,
        axisLabel: { ...label, formatter: short },
        splitLine: { lineStyle: { color: ink.line } },
        splitNumber: 4,
        ...(isMoney ? {} : { minInterval: 1 }),
      };
      const categories = {
        type: "category" as const,
        data: names,
        axisLabel: { ...label, width: 150, overflow: "truncate" as const, hideOverlap: true },
        // Names stay at the edge, even when bars go below zero.
        axisLine: { onZero: false, lineStyle: { color: ink.line } },
        axisTick: { show: false },
      };
      chart.setOption(
        {
          animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 260,
          grid: { left: 8, right: 20, top: 12, bottom: 4, containLabel: true },
          tooltip: {
            trigger: "axis",
            backgroundColor: ink.surface,
            borderColor: ink.line,
            textStyle: { color: ink.text, fontFamily: ink.font, fontSize: 13 },
            valueFormatter: (value: unknown) => (typeof value === "number" ? shownNumber({ value, metric, suite, formats }) : "\u2013"),
          },
          xAxis: isByTime ? categories : values,
          yAxis: isByTime ? values : { ...categories, inverse: true },
          series: [
            isByTime
              ? {
                  type: "line",
                  data: points.map(({ value }) => value),
                  // A day between two gaps has only a symbol, no line.
                  showSymbol: points.length < 40 || points.some(({ value }) => value === null),
                  symbolSize: 6,
                  lineStyle: { width: 2, color: ink.accent },
                  itemStyle: { color: ink.accent },
                  areaStyle: { color: ink.accent, opacity: 0.08 },
                }
              : {
                  type: "bar",
                  data: rows.map(({ data: { [column]: value = null } }) => ({
                    value,
                    itemStyle: (value ?? 0) < 0 ? { color: ink.below, borderRadius: [4, 0, 0, 4] } : { color: ink.accent, borderRadius: [0, 4, 4, 0] },
                  })),
                  barMaxWidth: 18,
                },
          ],
        },
        true,
      );
    };
    draw();
    const sizes = new ResizeObserver(() => chart.resize());
    sizes.observe(element);
    const looks = new MutationObserver(draw);
    looks.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const device = matchMedia("(prefers-color-scheme: dark)");
    device.addEventListener("change", draw);
    // Print is always light.
    const paper = matchMedia("print");
    paper.addEventListener("change", draw);
    return () => {
      device.removeEventListener("change", draw);
      paper.removeEventListener("change", draw);
      looks.disconnect();
      sizes.disconnect();
      chart.dispose();
    };
  }, [report, search, suite, formats, metric, column, by, isByTime, isSorted, text]);

  const height = isByTime ? 220 : 22 * Math.min(MOST_BARS, report.rows.length) + 40;
  return <div ref={place} className="hq-chart" style={{ height }} aria-hidden="true" />;
}

function colours(element: HTMLElement): { accent: string; below: string; label: string; line: string; surface: string; text: string; font: string } {
  // A token may be `light-dark()`, so it is read as the color of an element. A new element, because an old one may be in a transition between two colors.
  const token = (name: string) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  return {
    accent: token("--fill-accent"),
    below: token("--fill-neutral"),
    label: token("--ink-2"),
    line: token("--line"),
    surface: token("--surface"),
    text: token("--ink"),
    font: getComputedStyle(element).fontFamily,
  };
}
