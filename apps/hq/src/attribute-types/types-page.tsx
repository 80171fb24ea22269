import { useText } from "@rapport/app-shell";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { attributeQueries } from "../attributes/queries.ts";
import { attributeTexts } from "../attributes/texts.ts";
import { TypeWords } from "../attributes/type-fields.tsx";
import { useNames } from "../attributes/use-names.ts";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { EntityList } from "../records/entity-list.tsx";
import { typeQueries } from "./queries.ts";
import { typeTexts } from "./texts.ts";

const SORTS = ["code", "name", "type"] as const;

/** The types that attributes can be of (R28c). */
export function AttributeTypesPage() {
  const text = useText(typeTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Types legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Types({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(typeTexts);
  const attributeText = useText(attributeTexts);
  const { nameOf, nameAmong } = useNames();
  const search = useSearch({ from: "/signed-in/attribute-types" });
  const attributes = useQuery(attributeQueries.listQuery(legalEntity)).data?.rows ?? [];
  return (
    <EntityList
      legalEntity={legalEntity}
      list="attribute-types"
      name={name}
      text={text}
      queries={typeQueries}
      search={search}
      sorts={SORTS}
      filters={null}
      rowKey={({ code }) => code}
      create={
        <Link to="/attribute-types/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      columns={[
        {
          key: "name",
          header: attributeText("nameColumn"),
          isRowHeader: true,
          sortable: true,
          text: nameOf,
          cell: (type) => (
            <Link to="/attribute-types/of/$code" params={{ code: type.code }}>
              {nameOf(type)}
            </Link>
          ),
        },
        { key: "code", header: attributeText("code"), sortable: true, text: ({ code }) => code },
        {
          key: "type",
          header: text("says"),
          sortable: true,
          text: ({ type, values }) => attributeText(`kind.${values === undefined ? type : "list"}`),
          cell: (type) => <TypeWords type={type} />,
        },
        { key: "attributes", header: text("attributes"), text: ({ attributes: codes }) => codes.map((code) => nameAmong(attributes, code)).join(", ") },
      ]}
    />
  );
}
