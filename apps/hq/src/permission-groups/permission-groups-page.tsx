import { useText } from "@rapport/app-shell";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { EntityList } from "../records/entity-list.tsx";
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
  const state = useStateColumn<StoredGroup>();
  return (
    <EntityList
      legalEntity={legalEntity}
      list="permission-groups"
      name={name}
      text={text}
      create={
        <Link to="/permission-groups/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      queries={groupQueries}
      search={search}
      sorts={SORTS}
      rowKey={({ code }) => code}
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
  );
}
