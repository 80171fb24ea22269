import { useText } from "@rapport/app-shell";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { EntityList } from "../records/entity-list.tsx";
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
  const state = useStateColumn<StoredBook>();
  return (
    <EntityList
      legalEntity={legalEntity}
      list="address-books"
      name={name}
      text={text}
      create={
        <Link to="/address-books/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      queries={bookQueries}
      search={search}
      sorts={SORTS}
      rowKey={({ code }) => code}
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
  );
}
