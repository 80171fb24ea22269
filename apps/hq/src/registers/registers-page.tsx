import { useText } from "@rapport/app-shell";
import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor } from "../records/list-search.ts";
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
  const registers = useQuery(registerQueries.listQuery(legalEntity, askedFor(search, { sorts: SORTS })));
  const stores = useQuery(storeQueries.listQuery(legalEntity)).data?.rows ?? [];
  const storeOf = ({ store }: StoredRegister) => {
    const known = stores.find(({ number }) => number === store);
    return known === undefined ? store : `${known.name} (${store})`;
  };
  const state = useStateColumn<StoredRegister>();
  const create = (
    <Link to="/registers/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <Card title={name} actions={create}>
      <RecordList
        name={name}
        search={search}
        query={registers}
        whole={async () => (await registerQueries.list(legalEntity, askedFor(search, { sorts: SORTS, whole: true }))).rows}
        rowKey={({ number }) => number}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
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
    </Card>
  );
}
