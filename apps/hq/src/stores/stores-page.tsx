import { useText } from "@rapport/app-shell";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { EntityList } from "../records/entity-list.tsx";
import { storeQueries, type StoredStore } from "./queries.ts";
import { storeTexts } from "./texts.ts";

const SORTS = ["number", "name", "city"] as const;

/** The stores of one legal entity, which its head picks. */
export function StoresPage() {
  const text = useText(storeTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Stores legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Stores({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(storeTexts);
  const search = useSearch({ from: "/signed-in/stores" });
  const state = useStateColumn<StoredStore>();
  return (
    <EntityList
      legalEntity={legalEntity}
      list="stores"
      name={name}
      text={text}
      create={
        <Link to="/stores/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      queries={storeQueries}
      search={search}
      sorts={SORTS}
      rowKey={({ number }) => number}
      columns={[
        {
          key: "name",
          header: text("name"),
          isRowHeader: true,
          sortable: true,
          text: (store) => store.name,
          cell: (store) => (
            <Link to="/stores/of/$number" params={{ number: store.number }}>
              {store.name}
            </Link>
          ),
        },
        { key: "number", header: text("number"), sortable: true, text: ({ number }) => number },
        { key: "city", header: text("city"), sortable: true, text: ({ city }) => city },
        { key: "customers", header: text("customerBooks"), text: ({ customerAddressBooks }) => customerAddressBooks.join(", ") },
        { key: "workers", header: text("employeeBooks"), text: ({ employeeAddressBooks }) => employeeAddressBooks.join(", ") },
        state,
      ]}
    />
  );
}
