import { useText } from "@rapport/app-shell";
import { Card, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useNames } from "../attributes/use-names.ts";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { ImportLink } from "../lists/import-link.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor, type ListSearch } from "../records/list-search.ts";
import { groupQueries, type StoredGroup } from "./queries.ts";
import { groupTexts } from "./texts.ts";

const SORTS = ["code", "name"] as const;
const asked = ({ active: _, ...search }: ListSearch, whole = false) => askedFor(search, { sorts: SORTS, whole });

export function AttributeGroupsPage() {
  const text = useText(groupTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Groups legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Groups({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(groupTexts);
  const formats = useFormats();
  const { nameOf } = useNames();
  const search = useSearch({ from: "/signed-in/attribute-groups" });
  const query = useQuery(groupQueries.listQuery(legalEntity, asked(search)));
  const uses = ({ usedFor }: StoredGroup) => usedFor.map((use) => text(`use.${use}`));
  const create = (
    <Link to="/attribute-groups/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <Card
      title={name}
      actions={
        <div className="r-row">
          <ImportLink list="attribute-groups" />
          {create}
        </div>
      }
    >
      <RecordList
        name={name}
        search={search}
        query={query}
        whole={async () => (await groupQueries.list(legalEntity, asked(search, true))).rows}
        rowKey={({ code }) => code}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
        // Groups are never out of use, so there is nothing to choose.
        filters={<></>}
        columns={[
          {
            key: "name",
            header: text("nameColumn"),
            isRowHeader: true,
            sortable: true,
            text: nameOf,
            cell: (group) => (
              <Link to="/attribute-groups/of/$code" params={{ code: group.code }}>
                {nameOf(group)}
              </Link>
            ),
          },
          { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
          { key: "members", header: text("members"), align: "end", text: ({ members }) => formats.number(members.length) },
          {
            key: "uses",
            header: text("uses"),
            text: (group) => uses(group).join(", "),
            cell: (group) => (group.usedFor.length === 0 ? "–" : uses(group).map((use) => <Tag key={use}>{use}</Tag>)),
          },
        ]}
      />
    </Card>
  );
}
