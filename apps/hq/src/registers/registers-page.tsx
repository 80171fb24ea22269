import { useText } from "@rapport/app-shell";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { EntityList } from "../records/entity-list.tsx";
import { storeQueries } from "../stores/queries.ts";
import { registerQueries, type StoredRegister } from "./queries.ts";
import { registerTexts } from "./texts.ts";

const SORTS = ["number", "name", "store"] as const;

export function RegistersPage() {
  const text = useText(registerTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Registers legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Registers({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(registerTexts);
  const search = useSearch({ from: "/signed-in/registers" });
  const stores = useQuery(storeQueries.listQuery(legalEntity)).data?.rows ?? [];
  const storeOf = ({ store }: StoredRegister) => {
    const known = stores.find(({ number }) => number === store);
    return known === undefined ? store : `${known.name} (${store})`;
  };
  const state = useStateColumn<StoredRegister>();
  return (
    <EntityList
      legalEntity={legalEntity}
      list="registers"
      name={name}
      text={text}
      create={
        <Link to="/registers/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      queries={registerQueries}
      search={search}
      sorts={SORTS}
      rowKey={({ number }) => number}
      columns={[
        {
          key: "number",
          header: text("number"),
          isRowHeader: true,
          sortable: true,
          text: ({ number }) => number,
          cell: ({ number }) => (
            <Link to="/registers/of/$number" params={{ number }}>
              {number}
            </Link>
          ),
        },
        { key: "name", header: text("name"), sortable: true, text: (register) => register.name },
        { key: "store", header: text("store"), sortable: true, text: storeOf },
        state,
      ]}
    />
  );
}
