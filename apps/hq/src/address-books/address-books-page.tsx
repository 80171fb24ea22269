import { useText } from "@rapport/app-shell";
import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor } from "../records/list-search.ts";
import { bookQueries, type StoredBook } from "./queries.ts";
import { bookTexts } from "./texts.ts";

const SORTS = ["code", "name"] as const;

export function AddressBooksPage() {
  const text = useText(bookTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Books legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Books({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(bookTexts);
  const search = useSearch({ from: "/signed-in/address-books" });
  const books = useQuery(bookQueries.listQuery(legalEntity, askedFor(search, { sorts: SORTS })));
  const state = useStateColumn<StoredBook>();
  const create = (
    <Link to="/address-books/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <Card title={name} actions={create}>
      <RecordList
        name={name}
        search={search}
        query={books}
        whole={async () => (await bookQueries.list(legalEntity, askedFor(search, { sorts: SORTS, whole: true }))).rows}
        rowKey={({ code }) => code}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
        columns={[
          {
            key: "name",
            header: text("name"),
            isRowHeader: true,
            sortable: true,
            text: (book) => book.name,
            cell: (book) => (
              <Link to="/address-books/of/$code" params={{ code: book.code }}>
                {book.name}
              </Link>
            ),
          },
          { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
          state,
        ]}
      />
    </Card>
  );
}
