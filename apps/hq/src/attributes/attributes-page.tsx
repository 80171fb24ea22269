import { useText } from "@rapport/app-shell";
import { Card, Select, Tag } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { groupQueries } from "../attribute-groups/queries.ts";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { ImportLink } from "../lists/import-link.tsx";
import { RecordList, useSearchChange } from "../records/list-page.tsx";
import { attributeQueries } from "./queries.ts";
import { type AttributeListSearch, attributesAskedFor, Kind, UNFILTERED } from "./search.ts";
import { attributeTexts } from "./texts.ts";
import { useNames } from "./use-names.ts";

export function AttributesPage() {
  const text = useText(attributeTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage" resets={["type", "refinable"]}>
      {(entity) => <Attributes legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Attributes({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(attributeTexts);
  const { nameOf, nameAmong } = useNames();
  const search = useSearch({ from: "/signed-in/attributes" });
  const query = useQuery(attributeQueries.listQuery(legalEntity, attributesAskedFor(search)));
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data?.rows ?? [];
  const create = (
    <Link to="/attributes/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <Card
      title={name}
      actions={
        <div className="r-row">
          <ImportLink list="attributes" />
          {create}
        </div>
      }
    >
      <RecordList
        name={name}
        search={search}
        query={query}
        whole={async () => (await attributeQueries.list(legalEntity, attributesAskedFor(search, { whole: true }))).rows}
        rowKey={({ code }) => code}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
        filters={<Filters search={search} />}
        unfiltered={search.type === undefined && search.refinable === undefined ? undefined : UNFILTERED}
        columns={[
          {
            key: "name",
            header: text("nameColumn"),
            isRowHeader: true,
            sortable: true,
            text: nameOf,
            cell: (attribute) => (
              <Link to="/attributes/of/$code" params={{ code: attribute.code }}>
                {nameOf(attribute)}
              </Link>
            ),
          },
          { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
          { key: "type", header: text("type"), sortable: true, text: ({ type, values }) => text(`kind.${values === undefined ? type : "list"}`) },
          {
            key: "refinable",
            header: text("refinable"),
            text: ({ refinable }) => text(refinable ? "yes" : "no"),
            cell: ({ refinable }) => <Tag {...(refinable && { tone: "good" as const })}>{text(refinable ? "yes" : "no")}</Tag>,
          },
          { key: "groups", header: text("groups"), text: ({ groups: codes }) => codes.map((code) => nameAmong(groups, code)).join(", ") },
        ]}
      />
    </Card>
  );
}

function Filters({ search }: { search: AttributeListSearch }) {
  const text = useText(attributeTexts);
  const change = useSearchChange();
  const put = (part: Partial<AttributeListSearch>) => change({ ...part, page: undefined } as object);
  return (
    <div className="hq-list-tools">
      <Select
        label={text("type")}
        hideLabel
        value={search.type ?? ""}
        onChange={({ target }) => put({ type: Kind.safeParse(target.value).data })}
        options={[{ value: "", label: text("allTypes") }, ...Kind.options.map((type) => ({ value: type, label: text(`kind.${type}`) }))]}
      />
      <Select
        label={text("refinable")}
        hideLabel
        value={search.refinable ?? ""}
        onChange={({ target: { value } }) => put({ refinable: value === "yes" || value === "no" ? value : undefined })}
        options={[
          { value: "", label: text("allRefinable") },
          { value: "yes", label: `${text("refinable")}: ${text("yes")}` },
          { value: "no", label: `${text("refinable")}: ${text("no")}` },
        ]}
      />
    </div>
  );
}
