import { describeRowFault, useText } from "@rapport/app-shell";
import type { FaultOfRow, RowToMend } from "@rapport/contract/data-sources";
import { Button, Tag, useUi } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { withCell, withCellBack, withCells, type Drafts } from "./drafts.ts";
import { mendTexts } from "./texts.ts";

/** How a row stands: what is wrong with it now, and whether that is known. */
export interface RowState {
  readonly faults: readonly FaultOfRow[];
  readonly isChecking: boolean;
  /** They are sent just now, so nothing may be typed in them. */
  readonly isSent: boolean;
}

interface Of {
  readonly columns: readonly string[];
  readonly rows: readonly RowToMend[];
  readonly drafts: Drafts;
  readonly stateOf: (row: RowToMend) => RowState;
  readonly place: { readonly rsid: string; readonly dataSourceId: string };
  readonly onDrafts: (change: (drafts: Drafts) => Drafts) => void;
}

/** Rejected rows whose cells can be changed in place, each with what is wrong with it under it. */
export function MendTable({ columns, rows, drafts, stateOf, place, onDrafts }: Of) {
  const text = useText(mendTexts);
  const width = Math.max(columns.length, ...rows.map(({ line, cells }) => (drafts.get(line) ?? cells ?? []).length));
  const headers = Array.from({ length: width }, (_, at) => columns[at] ?? text("further", { n: at + 1 }));
  return (
    // Without a mouse, a table that is wider than its place is scrolled by its keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
    <section className="r-table-scroll" aria-label={text("rows")} tabIndex={0}>
      <table className="r-table hq-mend">
        <caption className="r-hidden">{text("rows")}</caption>
        <thead>
          <tr>
            <th scope="col" data-align="end">
              {text("line")}
            </th>
            {headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row, index) => (
          <Row
            key={row.line}
            {...{ row, index, headers, drafts, place, onDrafts }}
            columns={columns.length}
            state={stateOf(row)}
            cells={drafts.get(row.line) ?? row.cells}
          />
        ))}
      </table>
    </section>
  );
}

interface RowOf extends Pick<Of, "drafts" | "place" | "onDrafts"> {
  readonly row: RowToMend;
  readonly index: number;
  readonly headers: readonly string[];
  readonly columns: number;
  readonly state: RowState;
  readonly cells: readonly string[] | null;
}

function Row({ row, index, headers, columns, drafts, state, cells, place, onDrafts }: RowOf) {
  const text = useText(mendTexts);
  const { language } = useUi();
  const { line, mendedBy } = row;
  const told = `faults-of-${line}`;
  const isChanged = drafts.has(line);
  const isOpen = cells !== null && mendedBy === undefined;
  const wrongColumns = new Set(state.faults.map(({ column }) => column?.toLowerCase()));
  return (
    <tbody>
      <tr>
        <th scope="row" data-align="end" rowSpan={2}>
          {line}
        </th>
        {headers.map((header, at) => (
          <td key={header}>
            {isOpen ? (
              <input
                className="r-input"
                data-at={`${index} ${at}`}
                aria-label={text("cell", { column: header, line })}
                aria-invalid={wrongColumns.has(header.toLowerCase()) || undefined}
                aria-describedby={told}
                autoComplete="off"
                spellCheck={false}
                value={cells[at] ?? ""}
                readOnly={state.isSent}
                // As wide as what stands in it, within reason.
                size={Math.min(40, Math.max(8, (cells[at] ?? "").length + 1, header.length))}
                onChange={({ target }) => onDrafts((now) => withCell(now, { row, at, value: target.value }))}
                onKeyDown={(event) => {
                  if (event.key === "Escape" && !state.isSent) onDrafts((now) => withCellBack(now, { row, at }));
                  else moveWithin(event);
                }}
              />
            ) : (
              <span className="hq-cell-value">{cells?.[at] ?? ""}</span>
            )}
          </td>
        ))}
      </tr>
      <tr>
        <td colSpan={headers.length} id={told}>
          <div className="hq-mend-told">
            <State {...{ row, state, isChanged, place }} />
            {cells === null && <span>{text("tooLong")}</span>}
            {isOpen && !state.isSent && cells.length < columns && (
              <Button onClick={() => onDrafts((now) => withCells(now, { row, cells: Array.from({ length: columns }, (_, at) => cells[at] ?? "") }))}>
                {text("fill")}
              </Button>
            )}
            {isOpen && !state.isSent && isChanged && (
              <Button variant="quiet" icon="undo" onClick={() => onDrafts((now) => withCells(now, { row, cells: row.cells ?? [] }))}>
                {text("asItWas")}
              </Button>
            )}
            {mendedBy === undefined && state.faults.length > 0 && (
              <ul className="hq-mend-faults">
                {state.faults.map((fault) => (
                  <li key={`${fault.column} ${fault.code}`}>
                    {fault.column !== null && <b>{fault.column}: </b>}
                    {describeRowFault(fault, language)} <code className="r-code hq-whole">{fault.code}</code>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </td>
      </tr>
    </tbody>
  );
}

function State({ row: { mendedBy }, state, isChanged, place }: { row: RowToMend; state: RowState; isChanged: boolean; place: Of["place"] }) {
  const text = useText(mendTexts);
  if (mendedBy !== undefined)
    return (
      <Link to="/data-sources/$rsid/$dataSourceId/uploads/$jobId" params={{ ...place, jobId: String(mendedBy) }}>
        {text("mendedBy", { id: mendedBy })}
      </Link>
    );
  if (!isChanged) return <Tag tone="bad">{text("state.rejected")}</Tag>;
  if (state.isChecking) return <Tag>{text("state.checking")}</Tag>;
  if (state.faults.length === 0) return <Tag tone="good">{text("state.ready")}</Tag>;
  return <Tag tone="warn">{text("state.left", { count: state.faults.length })}</Tag>;
}

/** Up and down within a column; Enter goes down. */
function moveWithin(event: KeyboardEvent<HTMLInputElement>): void {
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (step === undefined) return;
  const at = event.currentTarget.dataset["at"] ?? "";
  const inColumn = ` ${at.split(" ")[1]}`;
  const inputs = [...(event.currentTarget.closest("table")?.querySelectorAll<HTMLInputElement>("input[data-at]") ?? [])];
  const cells = inputs.filter(({ dataset }) => dataset["at"]?.endsWith(inColumn));
  const next = cells[cells.findIndex(({ dataset }) => dataset["at"] === at) + step];
  event.preventDefault();
  next?.focus();
  next?.select();
}
