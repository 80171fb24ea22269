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

/**
 * A table. `caption` names it; hide it when a heading already does. On a narrow screen it scrolls by itself, or its rows become short lists
 * of what each column says (`stack`): for rows that a person reads one by one. Its head is not shown then, so a list that is sorted offers that elsewhere.
 */
export function DataTable<Row>({
  caption,
  hideCaption = true,
  narrow = "scroll",
  columns,
  rows,
  rowKey,
  isActive,
  sort,
  onSort,
}: {
  caption: string;
  hideCaption?: boolean;
  narrow?: "scroll" | "stack";
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  isActive?: (row: Row) => boolean;
  sort?: { key: string; direction: "ascending" | "descending" } | undefined;
  onSort?: (key: string) => void;
}) {
  // Browsers forget what a table is when its parts are laid out otherwise.
  const as = (role: string) => (narrow === "stack" ? { role } : {});
  const inCell = (content: ReactNode) =>
    narrow === "stack" && content !== undefined && content !== null && content !== false ? <div>{content}</div> : content;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls must be reachable with the keyboard
    <section className="r-table-scroll" aria-label={caption} tabIndex={0}>
      <table className="r-table" data-narrow={narrow} {...as("table")}>
        <caption className={hideCaption ? "r-hidden" : undefined}>{caption}</caption>
        <thead {...as("rowgroup")}>
          <tr {...as("row")}>
            {columns.map((column) => {
              const direction = sort?.key === column.key ? sort.direction : undefined;
              return (
                <th key={column.key} {...as("columnheader")} scope="col" data-align={column.align} aria-sort={direction}>
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
        <tbody {...as("rowgroup")}>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...as("row")} data-active={isActive?.(row) === true ? "" : undefined}>
              {columns.map((column) =>
                column.isRowHeader === true ? (
                  <th key={column.key} {...as("rowheader")} scope="row" data-align={column.align} data-label={column.header}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} {...as("cell")} data-align={column.align} data-label={column.header}>
                    {inCell(column.cell(row))}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {columns.some((column) => column.footer !== undefined) && (
          <tfoot {...as("rowgroup")}>
            <tr {...as("row")}>
              {columns.map((column) => (
                <td key={column.key} {...as("cell")} data-align={column.align} data-label={column.isRowHeader === true ? undefined : column.header}>
                  {inCell(column.footer)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
