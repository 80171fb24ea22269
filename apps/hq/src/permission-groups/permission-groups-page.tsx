import { useText } from "@rapport/app-shell";
import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor } from "../records/list-search.ts";
import { groupQueries, type StoredGroup } from "./queries.ts";
import { groupTexts } from "./texts.ts";

const SORTS = ["code", "name"] as const;

export function PermissionGroupsPage() {
  const text = useText(groupTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Groups legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Groups({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(groupTexts);
  const search = useSearch({ from: "/signed-in/permission-groups" });
  const groups = useQuery(groupQueries.listQuery(legalEntity, askedFor(search, { sorts: SORTS })));
  const state = useStateColumn<StoredGroup>();
  const create = (
    <Link to="/permission-groups/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <Card title={name} actions={create}>
      <RecordList
        name={name}
        search={search}
        query={groups}
        whole={async () => (await groupQueries.list(legalEntity, askedFor(search, { sorts: SORTS, whole: true }))).rows}
        rowKey={({ code }) => code}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
        columns={[
          {
            key: "name",
            header: text("name"),
            isRowHeader: true,
            sortable: true,
            text: (group) => group.name,
            cell: (group) => (
              <Link to="/permission-groups/of/$code" params={{ code: group.code }}>
                {group.name}
              </Link>
            ),
          },
          { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
          { key: "operations", header: text("operations"), text: ({ operations }) => operations.join(", ") },
          state,
        ]}
      />
    </Card>
  );
}
