import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import type { OrganisationList } from "@rapport/contract/lists";
import type { ReactNode } from "react";
import { ImportLink } from "../lists/import-link.tsx";
import type { RecordColumn } from "./columns.tsx";
import { RecordList } from "./list-page.tsx";
import { askedFor, type ListAsked, type ListSearch } from "./list-search.ts";
import type { RecordQueries, Rows } from "./record-queries.ts";

/** One kind of what a legal entity has, as a list with a link to a new one. */
export function EntityList<Row, S extends string>({
  legalEntity,
  list,
  name,
  text,
  create,
  queries,
  search,
  sorts,
  rowKey,
  columns,
  filters,
}: {
  legalEntity: string;
  /** The list that a file is imported into. */
  list: OrganisationList;
  /** The name of the list, of its table and its file. */
  name: string;
  text: (key: "empty" | "emptyText") => string;
  /** The link to the form of a new one. */
  create: ReactNode;
  queries: Pick<RecordQueries<Row, ListAsked<NoInfer<S>>>, "list" | "listQuery">;
  search: ListSearch;
  /** The columns by which the server can sort. */
  sorts: readonly S[];
  rowKey: (row: Row) => string;
  columns: readonly RecordColumn<Row>[];
  /** Null where nothing of the list is ever out of use, so that there is nothing to choose. */
  filters?: null;
}) {
  const query = useQuery<Rows<Row>>(queries.listQuery(legalEntity, askedFor(search, { sorts })));
  return (
    <Card
      title={name}
      actions={
        <div className="r-row">
          <ImportLink list={list} />
          {create}
        </div>
      }
    >
      <RecordList
        name={name}
        search={search}
        query={query}
        whole={async () => (await queries.list(legalEntity, askedFor(search, { sorts, whole: true }))).rows}
        rowKey={rowKey}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={
          <>
            {create}
            <ImportLink list={list} />
          </>
        }
        columns={columns}
        {...(filters === null && { filters })}
      />
    </Card>
  );
}
