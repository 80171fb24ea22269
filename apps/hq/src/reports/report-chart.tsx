import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { CalendarComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapContinuousComponent } from "echarts/components";
import { init, use as add } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { seriesOf } from "./charted.ts";
import { chartOptions, type Ink } from "./chart-options.ts";
import { useColumnWords } from "./column-words.ts";
import type { Answer } from "./queries.ts";
import { type Chart, MOST_BARS } from "./report-search.ts";
import { shownValue } from "./report-values.ts";
import { reportTexts } from "./texts.ts";
import { isTime, startOfItem } from "./time-names.ts";

add([BarChart, HeatmapChart, LineChart, CalendarComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapContinuousComponent, SVGRenderer]);

/** A line over time, bars by value, or what is chosen. The table beside it says the same in text, so it is hidden from screen readers. */
export function ReportChart({ answer, chart }: { answer: Answer; chart: Chart }) {
  const text = useText(reportTexts);
  const formats = useFormats();
  const place = useRef<HTMLDivElement>(null);
  const { suite, search, level } = answer;
  const words = useColumnWords(suite);
  const isByTime = isTime(level.by);
  const rows = useMemo(() => level.series ?? level.rows.slice(0, MOST_BARS), [level]);
  const optionsIn = useEffectEvent((element: HTMLElement) =>
    chartOptions({
      rows,
      names: rows.map((row) => shownValue({ row, by: level.by, formats, text })),
      days: chart === "calendar" ? rows.map(({ itemId }) => startOfItem(itemId, level.by)) : [],
      series: seriesOf({ search, suite, chart }),
      chart,
      isByTime,
      suite,
      words,
      formats,
      ink: inkOf(element),
    }),
  );

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const drawn = init(element, null, { renderer: "svg" });
    const draw = () => drawn.setOption(optionsIn(element), true);
    draw();
    const sizes = new ResizeObserver(() => drawn.resize());
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
      drawn.dispose();
    };
  }, [rows, search, suite, formats, level, chart, isByTime]);

  const height = isByTime ? (chart === "calendar" ? 160 : 220) : 22 * rows.length + 40 + (chart === "stacked" ? 24 : 0);
  return <div ref={place} className="hq-chart" style={{ height }} aria-hidden="true" />;
}

function inkOf(element: HTMLElement): Ink {
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
