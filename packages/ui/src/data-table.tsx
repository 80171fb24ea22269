import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export interface Column<Row> {
  key: string;
  header: string;
  align?: "start" | "end";
  /** The column that names the row for a screen reader. */
  isRowHeader?: boolean;
  sortable?: boolean;
  cell: (row: Row) => ReactNode;
  /** Shown under the rows, for example a total. */
  footer?: ReactNode;
}

/** A table that scrolls by itself when the screen is narrow. `caption` names it; hide it when a heading already does. */
export function DataTable<Row>({
  caption,
  hideCaption = true,
  columns,
  rows,
  rowKey,
  isActive,
  sort,
  onSort,
}: {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  isActive?: (row: Row) => boolean;
  sort?: { key: string; direction: "ascending" | "descending" } | undefined;
  onSort?: (key: string) => void;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable with the keyboard
    <section className="r-table-scroll" aria-label={caption} tabIndex={0}>
      <table className="r-table">
        <caption className={hideCaption ? "r-hidden" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const direction = sort?.key === column.key ? sort.direction : undefined;
              return (
                <th key={column.key} scope="col" data-align={column.align} aria-sort={direction}>
                  {column.sortable === true && onSort !== undefined ? (
                    <button type="button" className="r-sort" data-on={direction === undefined ? undefined : ""} onClick={() => onSort(column.key)}>
                      {column.header}
                      {direction !== undefined && (
                        <span style={direction === "ascending" ? { rotate: "180deg" } : undefined}>
                          <Icon name="chevron" size={14} />
                        </span>
                      )}
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-active={isActive?.(row) === true ? "" : undefined}>
              {columns.map((column) =>
                column.isRowHeader === true ? (
                  <th key={column.key} scope="row" data-align={column.align}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} data-align={column.align}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {columns.some((column) => column.footer !== undefined) && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.key} data-align={column.align}>
                  {column.footer}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
