import type { CSSProperties, ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./styles/tiles.css";

/** Where a button stands in its grid, counted from 1, and how far it reaches. */
interface Placed {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** Grids of buttons: side by side, or stacked. `children` draws a button, which is a `Tile`, or a control with the class `r-tile` around a `TileFace`. */
export function ButtonGrids<B extends Placed>({
  grids,
  stacked,
  children,
}: {
  grids: readonly { readonly number: number; readonly rows: number; readonly columns: number; readonly buttons: readonly B[] }[];
  stacked: boolean;
  children: (button: B) => ReactNode;
}) {
  return (
    <div className="r-grids" data-stacked={stacked ? "" : undefined}>
      <div className="r-grids-line">
        {grids.map(({ number, rows, columns, buttons }) => (
          <ul key={number} className="r-grid" data-many={columns > 3 ? "" : undefined} style={gridShape({ rows, columns })}>
            {buttons.map((button) => (
              <li key={`${button.row} ${button.column}`} className="r-grid-place" data-tall={button.rowSpan > 1 ? "" : undefined} style={placeIn(button)}>
                {children(button)}
              </li>
            ))}
          </ul>
        ))}
      </div>
    </div>
  );
}

export function gridShape({ rows, columns }: { rows: number; columns: number }): CSSProperties {
  // Variables of CSS, which React's type does not know.
  return { "--rows": rows, "--columns": columns } as CSSProperties;
}

export function placeIn({ row, column, rowSpan, columnSpan }: Placed): CSSProperties {
  return { "--row": `${row} / span ${rowSpan}`, "--column": `${column} / span ${columnSpan}` } as CSSProperties;
}

/** What stands on a button of a grid. */
export function TileFace({ icon, name, line }: { icon: IconName; name: string; line?: ReactNode }) {
  return (
    <>
      <span className="r-tile-mark">
        <Icon name={icon} size={26} />
      </span>
      <span className="r-tile-name">{name}</span>
      {line !== undefined && <span className="r-tile-line">{line}</span>}
      <span className="r-tile-go">
        <Icon name="chevron" />
      </span>
    </>
  );
}
