import { useText } from "@rapport/app-shell";
import { comparedDays, type Days } from "@rapport/domain/comparisons";
import { useFormats } from "@rapport/ui";
import { shownDays } from "./empty-report.tsx";
import { freeformTexts } from "./freeform-texts.ts";
import { itemsOfTime, linedItems } from "./level-items.ts";
import { topOf } from "./level-request.ts";
import type { Answer } from "./queries.ts";
import { writePeriod } from "./report-column.ts";
import { columnsOf, isByTime } from "./report-search.ts";
import { startOfItem, timeName } from "./time-names.ts";
import { reportTexts } from "./texts.ts";

/** Which days are compared, and what of them stands beside nothing (CP3). */
export function ComparisonNotes({ answer: { search, days } }: { answer: Answer }) {
  const text = useText(freeformTexts);
  const reportText = useText(reportTexts);
  const formats = useFormats();
  const periods = new Map(columnsOf(search).flatMap(({ period }) => (period === "main" ? [] : [[writePeriod(period), period] as const])));
  if (periods.size === 0) return null;
  return (
    <ul className="hq-compared r-small r-muted">
      {[...periods].map(([key, period]) => {
        const other = comparedDays({ days, compared: period });
        const [main, length] = [lengthOf(days), lengthOf(other)];
        const alone = isByTime(search) && topOf(search).path.length === 0 ? aloneIn({ by: search.by, days, other }) : [];
        const names = alone.map((itemId) => timeName({ start: startOfItem(itemId, search.by), by: search.by, formats, text: reportText }));
        return (
          <li key={key}>
            {text("comparedWith", { days: shownDays(other, formats) })}
            {main !== length && ` · ${text("otherLength", { main: formats.number(main), other: formats.number(length) })}`}
            {names.length > 0 && ` · ${text("alone", { days: names.length > 6 ? `${names.slice(0, 5).join(", ")} …` : names.join(", ") })}`}
          </li>
        );
      })}
    </ul>
  );
}

/** Items of the compared period that stand beside none of the report's. */
function aloneIn({ by, days, other }: { by: string; days: Days; other: Days }): string[] {
  const beside = new Set(linedItems({ by, days, compared: other }));
  return itemsOfTime({ by, days: other }).filter((itemId) => !beside.has(itemId));
}

function lengthOf({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}
