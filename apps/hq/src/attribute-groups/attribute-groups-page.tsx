import { useText } from "@rapport/app-shell";
import { Tag, useFormats } from "@rapport/ui";
import { Link, useSearch } from "@tanstack/react-router";
import { useNames } from "../attributes/use-names.ts";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { EntityList } from "../records/entity-list.tsx";
import { groupQueries, type StoredGroup } from "./queries.ts";
import { groupTexts } from "./texts.ts";

const SORTS = ["code", "name"] as const;

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
  const { active: _, ...search } = useSearch({ from: "/signed-in/attribute-groups" });
  const uses = ({ usedFor }: StoredGroup) => usedFor.map((use) => text(`use.${use}`));
  return (
    <EntityList
      legalEntity={legalEntity}
      list="attribute-groups"
      name={name}
      text={text}
      queries={groupQueries}
      search={search}
      sorts={SORTS}
      filters={null}
      rowKey={({ code }) => code}
      create={
        <Link to="/attribute-groups/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
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
  );
}
