import { useText } from "@rapport/app-shell";
import { Button, DataTable, EmptyState, type Loadable, Loaded, Menu, Select, useFormats } from "@rapport/ui";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SettledSearch } from "../shell/settled-search.tsx";
import { useRememberedList } from "./back-to-list.ts";
import { onScreen, type RecordColumn } from "./columns.tsx";
import { ExportButton, type Whole } from "./export-button.tsx";
import { type ListSearch, ROWS_A_PAGE } from "./list-search.ts";
import "./records.css";
import type { Rows } from "./record-queries.ts";
import { recordTexts } from "./texts.ts";

type ChangeSearch = (change: Partial<ListSearch> & object) => void;

/** A list that the server searches, filters, sorts and pages. The address holds all of that, and the list can be saved as a file. */
export function RecordList<Row>({
  name,
  search,
  query,
  whole,
  columns,
  rowKey,
  begin,
  create,
  filters,
  unfiltered,
}: {
  /** The name of the list, of its table and its file. */
  name: string;
  search: ListSearch;
  query: Loadable<Rows<Row>>;
  /** Every row of every page, for the file. */
  whole: Whole<Row>;
  columns: readonly RecordColumn<Row>[];
  rowKey: (row: Row) => string;
  /** Shown when the list is empty: what it is for, and where to begin. */
  begin: { readonly title: string; readonly text: string };
  create?: ReactNode;
  /** Fields for filters of its own, shown under the search instead of the choice of what is in use. */
  filters?: ReactNode;
  /** The filters of its own as they are without any, when one of them is set. */
  unfiltered?: object | undefined;
}) {
  const text = useText(recordTexts);
  const change = useSearchChange();
  useRememberedList(search);
  const { hidden = columns.filter(({ isExtra }) => isExtra === true).map(({ key }) => key), page = 1 } = search;
  const shown = columns.filter(({ key, isRowHeader, isActions }) => isFixed({ isRowHeader, isActions }) || !hidden.includes(key));
  const isNarrowed = (search.search ?? "") !== "" || search.active !== undefined || unfiltered !== undefined;
  const isBegun = isNarrowed || query.data === undefined || query.data.total > 0;
  return (
    <>
      {isBegun && (
        <div className="hq-list-tools">
          <SettledSearch
            label={text("search")}
            value={search.search ?? ""}
            most={100}
            onValue={(value) => change({ search: value === "" ? undefined : value, page: undefined })}
          />
          {filters === undefined && (
            <Select
              label={text("show")}
              hideLabel
              value={search.active ?? ""}
              onChange={({ target }) => change({ active: target.value === "yes" || target.value === "no" ? target.value : undefined, page: undefined })}
              options={[
                { value: "", label: text("show.all") },
                { value: "yes", label: text("show.yes") },
                { value: "no", label: text("show.no") },
              ]}
            />
          )}
          <SortChoice columns={shown} search={search} onSearch={change} />
          <Columns columns={columns} hidden={hidden} onHidden={(keys) => change({ hidden: keys })} />
          <ExportButton name={name} columns={shown.filter(({ isActions }) => isActions !== true)} whole={whole} />
        </div>
      )}
      {isBegun && filters}
      <Loaded
        query={query}
        isEmpty={({ total }) => total === 0}
        empty={
          isNarrowed ? (
            <EmptyState icon="search" title={text("nothing")} text={text("nothingText")}>
              <Button onClick={() => change({ search: undefined, active: undefined, page: undefined, ...unfiltered })}>{text("all")}</Button>
            </EmptyState>
          ) : (
            <EmptyState title={begin.title} text={begin.text}>
              {create}
            </EmptyState>
          )
        }
      >
        {({ rows, total }) => (
          <>
            <DataTable
              caption={name}
              narrow="stack"
              rows={rows}
              rowKey={rowKey}
              columns={shown.map(onScreen)}
              sort={search.sort === undefined ? undefined : { key: search.sort, direction: search.descending === true ? "descending" : "ascending" }}
              onSort={(key) => change({ sort: key, descending: search.sort === key && search.descending !== true ? true : undefined, page: undefined })}
            />
            <Pages page={page} rows={rows.length} total={total} onPage={(chosen) => change({ page: chosen === 1 ? undefined : chosen })} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** On a narrow screen, where rows are short lists without a head to sort by. */
function SortChoice<Row>({ columns, search, onSearch }: { columns: readonly RecordColumn<Row>[]; search: ListSearch; onSearch: ChangeSearch }) {
  const text = useText(recordTexts);
  const sorts = columns.filter(({ sortable }) => sortable === true);
  return (
    <div className="hq-narrow-sort">
      <Select
        label={text("sort")}
        hideLabel
        value={search.sort === undefined ? "" : `${search.sort} ${search.descending === true ? "down" : "up"}`}
        onChange={({ target }) => {
          const [sort = "", direction] = target.value.split(" ");
          onSearch({ sort: sort === "" ? undefined : sort, descending: direction === "down" ? true : undefined, page: undefined });
        }}
        options={[
          { value: "", label: text("sort") },
          ...sorts.flatMap(({ key, header }) => [
            { value: `${key} up`, label: `${header} ↑` },
            { value: `${key} down`, label: `${header} ↓` },
          ]),
        ]}
      />
    </div>
  );
}

function Columns<Row>({
  columns,
  hidden,
  onHidden,
}: {
  columns: readonly RecordColumn<Row>[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
}) {
  const text = useText(recordTexts);
  const toggle = (key: string) => onHidden(hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key]);
  return (
    <Menu
      trigger={<Button icon="settings">{text("columns")}</Button>}
      entries={columns
        .filter((column) => !isFixed(column))
        .map(({ key, header }) => ({ kind: "toggle", label: header, on: !hidden.includes(key), onSelect: () => toggle(key) }))}
    />
  );
}

/** What cannot be hidden. */
function isFixed({ isRowHeader, isActions }: { isRowHeader?: boolean | undefined; isActions?: boolean | undefined }): boolean {
  return isRowHeader === true || isActions === true;
}

/** How many rows there are, which are shown, and buttons for the other pages, also on a page past the last one. */
function Pages({ page, rows, total, onPage }: { page: number; rows: number; total: number; onPage: (page: number) => void }) {
  const text = useText(recordTexts);
  const formats = useFormats();
  const last = Math.ceil(total / ROWS_A_PAGE);
  const first = (page - 1) * ROWS_A_PAGE;
  const number = (value: number) => formats.number(value);
  return (
    <div className="hq-pages">
      <span className="r-muted r-small r-num">
        {page === 1 && last === 1 && text("count", { count: total, formatted: number(total) })}
        {(page > 1 || last > 1) && rows > 0 && text("range", { from: number(first + 1), to: number(first + rows), total: number(total) })}
        {rows === 0 && text("behindLast", { page: number(page), total: number(total) })}
      </span>
      {(page > 1 || last > 1) && (
        <div className="r-row">
          <Button disabled={page === 1} onClick={() => onPage(Math.min(page - 1, last))}>
            {text("previous")}
          </Button>
          <Button disabled={page >= last} onClick={() => onPage(page + 1)}>
            {text("next")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Changes a part of the list's state in the address. */
export function useSearchChange(): ChangeSearch {
  const navigate = useNavigate();
  // Of the address as it will be; the router types the search of every page at once.
  return (change) => void navigate({ to: ".", search: ((before: object) => ({ ...before, ...change })) as never, replace: true });
}
