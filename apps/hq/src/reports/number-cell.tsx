import type { Cell } from "./level.ts";
import type { Column } from "./report-column.ts";
import { toneOf, type Written } from "./report-values.ts";

/** A number of the table, compared with the others of its column at a glance: by a bar, or by the warmth of its ground. */
export function NumberCell({
  cell,
  column,
  written,
  highest,
  text,
}: {
  cell: Cell;
  column: Column;
  written: Written | undefined;
  highest: number;
  text: string;
}) {
  const share = cell === null || highest === 0 ? 0 : Math.min(1, Math.abs(cell) / highest);
  return (
    <span
      className="hq-number"
      data-look={column.look}
      data-tone={toneOf({ cell, column, written })}
      data-below={cell !== null && cell < 0 ? "" : undefined}
      style={column.look === "heat" ? { backgroundColor: heatOf(share, cell) } : undefined}
    >
      {column.look === "bars" && cell !== null && cell !== 0 && (
        <span className="hq-number-bar" data-below={cell < 0 ? "" : undefined} aria-hidden="true" style={{ width: `${share * 100}%` }} />
      )}
      <span className="r-num">{text}</span>
    </span>
  );
}

/** The letters keep their contrast on the warmest ground. */
function heatOf(share: number, cell: Cell): string {
  const fill = cell !== null && cell < 0 ? "--fill-neutral" : "--fill-accent";
  return `color-mix(in srgb, var(${fill}) ${Math.round(share * 34)}%, transparent)`;
}
