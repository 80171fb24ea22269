import { useText } from "@rapport/app-shell";
import { Card, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import { ImportLink } from "../lists/import-link.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor } from "../records/list-search.ts";
import { type StoredGroup, storeGroupQueries } from "./queries.ts";
import { storeGroupTexts } from "./texts.ts";

const SORTS = ["code", "name"] as const;

/** The groups by which schedules and runs name stores (R78). */
export function StoreGroupsPage() {
  const text = useText(storeGroupTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="publishing.read">
      {(entity) => <Groups entity={entity} />}
    </EntityPage>
  );
}

function Groups({ entity: { code: legalEntity, name, permissions } }: { entity: OwnEntity }) {
  const text = useText(storeGroupTexts);
  const formats = useFormats();
  const search = useSearch({ from: "/signed-in/store-groups" });
  const create = permissions.includes("publishing.manage") && (
    <Link to="/store-groups/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  const state = ({ paused }: StoredGroup) => text(paused ? "pausedShort" : "goesOn");
  return (
    <Card
      title={text("ofEntity", { name })}
      actions={
        create && (
          <>
            <ImportLink list="store-groups" />
            {create}
          </>
        )
      }
    >
      <RecordList
        name={text("ofEntity", { name })}
        search={search}
        query={useQuery(storeGroupQueries.listQuery(legalEntity, askedFor(search, { sorts: SORTS })))}
        whole={async () => (await storeGroupQueries.list(legalEntity, askedFor(search, { sorts: SORTS, whole: true }))).rows}
        rowKey={({ code }) => code}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
        filters={null}
        columns={[
          {
            key: "name",
            header: text("name"),
            isRowHeader: true,
            sortable: true,
            text: (group) => group.name,
            cell: (group) => (
              <Link to="/store-groups/of/$code" params={{ code: group.code }}>
                {group.name}
              </Link>
            ),
          },
          { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
          {
            key: "stores",
            header: text("stores"),
            text: ({ stores }) => stores.join(", "),
            cell: ({ stores }) => text("count", { count: stores.length, formatted: formats.number(stores.length) }),
          },
          { key: "state", header: text("state"), text: state, cell: (group) => <Tag tone={group.paused ? "warn" : "good"}>{state(group)}</Tag> },
        ]}
      />
    </Card>
  );
}
