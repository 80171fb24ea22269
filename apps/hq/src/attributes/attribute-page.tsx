import { ask, useText } from "@rapport/app-shell";
import { deleteAttribute, getAttribute, putAttribute } from "@rapport/contract/clienteling";
import { Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import "./attributes.css";
import { FilterSettings } from "./filter-settings.tsx";
import { AttributeForm, BLANK, bodyOf, type ListRow, valuesOf } from "./form-values.ts";
import type { Kind } from "./kinds.ts";
import { attributeQueries, type StoredAttribute } from "./queries.ts";
import { attributeTexts } from "./texts.ts";
import { TypeFields } from "./type-fields.tsx";
import { useNames } from "./use-names.ts";

export function NewAttributePage() {
  const text = useText(attributeTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields key={entity.code} legalEntity={entity.code} attribute={undefined} />}
    </InEntity>
  );
}

export function AttributePage() {
  const text = useText(attributeTexts);
  const { code } = useParams({ from: "/signed-in/attributes/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return (
    <Loaded query={useQuery(attributeQueries.oneQuery(params))}>{(attribute) => <Fields legalEntity={params.legalEntity} attribute={attribute} />}</Loaded>
  );
}

function Fields({ legalEntity, attribute }: { legalEntity: string; attribute: StoredAttribute | undefined }) {
  const text = useText(attributeTexts);
  const { nameOf } = useNames();
  const params = { legalEntity, code: attribute?.code ?? "" };
  const labels = {
    code: text("code"),
    name: text("name"),
    dutch: text("dutch"),
    attributeType: text("attributeType"),
    type: text("type"),
    values: text("values"),
    multiple: text("multiple"),
    lower: text("lower"),
    upper: text("upper"),
    unit: text("unit"),
    unitDutch: text("unitDutch"),
    default: text("default"),
    mandatory: text("mandatory"),
    filter: text("filter"),
    thresholds: text("thresholds"),
    refinable: text("refinable"),
  };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/attributes", title: text("title") }}
      schema={AttributeForm}
      labels={labels}
      told={(name, value) => {
        if (name === "type") return text(`kind.${value as Kind}`);
        if (name === "filter") return text(`look.${value as "" | "one"}`);
        return name === "values" ? (value as ListRow[]).map((row) => row.en || row.value).join(", ") : undefined;
      }}
      stored={attribute}
      titleOf={nameOf}
      blank={BLANK}
      valuesOf={valuesOf}
      put={(values, version) => ask(putAttribute, { params: { legalEntity, code: values.code }, query: { version }, body: bodyOf(values) })}
      newest={() => ask(getAttribute, { params })}
      remove={(version) => ask(deleteAttribute, { params, query: { version } })}
      queryKey={attributeQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={attribute === undefined} label={labels.code} hint={text("codeHint")} {...form.field("code")} />
          <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
          <TextField label={labels.dutch} hint={text("dutchHint")} autoComplete="off" {...form.field("dutch")} />
          <TypeFields form={form} isNew={attribute === undefined} legalEntity={legalEntity} />
          <FilterSettings form={form} />
        </>
      )}
    </RecordPage>
  );
}
