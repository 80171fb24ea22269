import { ask, useText } from "@rapport/app-shell";
import { deleteAttributeType, getAttributeType, putAttributeType } from "@rapport/contract/clienteling";
import { Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import "../attributes/attributes.css";
import { AttributeForm, BLANK, bodyOfType, type ListRow, valuesOfType } from "../attributes/form-values.ts";
import type { Kind } from "../attributes/kinds.ts";
import { attributeQueries } from "../attributes/queries.ts";
import { attributeTexts } from "../attributes/texts.ts";
import { KindFields } from "../attributes/type-fields.tsx";
import { useNames } from "../attributes/use-names.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { type StoredType, typeQueries } from "./queries.ts";
import { typeTexts } from "./texts.ts";

export function NewAttributeTypePage() {
  const text = useText(typeTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields key={entity.code} legalEntity={entity.code} type={undefined} />}
    </InEntity>
  );
}

export function AttributeTypePage() {
  const text = useText(typeTexts);
  const { code } = useParams({ from: "/signed-in/attribute-types/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return <Loaded query={useQuery(typeQueries.oneQuery(params))}>{(type) => <Fields legalEntity={params.legalEntity} type={type} />}</Loaded>;
}

/** Its form is that of an attribute which says nothing else. */
function Fields({ legalEntity, type }: { legalEntity: string; type: StoredType | undefined }) {
  const text = useText(typeTexts);
  const attributeText = useText(attributeTexts);
  const { nameOf } = useNames();
  const params = { legalEntity, code: type?.code ?? "" };
  const own = ["code", "name", "dutch", "type", "values", "lower", "upper", "unit", "unitDutch"] as const;
  const others = ["attributeType", "multiple", "default", "mandatory", "filter", "thresholds", "refinable"] as const;
  const label = (name: (typeof own)[number] | (typeof others)[number]) => [name, attributeText(name)] as const;
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/attribute-types", title: text("title") }}
      schema={AttributeForm}
      labels={Object.fromEntries([...own, ...others].map(label)) as Record<(typeof own)[number] | (typeof others)[number], string>}
      told={(name, value) => {
        if (name === "type") return attributeText(`kind.${value as Kind}`);
        return name === "values" ? (value as ListRow[]).map((row) => row.en || row.value).join(", ") : undefined;
      }}
      stored={type}
      titleOf={nameOf}
      blank={BLANK}
      valuesOf={({ code, name, ...rest }) => ({ ...BLANK, code, name: name.en, dutch: name.nl ?? "", ...valuesOfType(rest) })}
      put={(values, version) =>
        ask(putAttributeType, {
          params: { legalEntity, code: values.code },
          query: { version },
          body: { name: { en: values.name, nl: values.dutch === "" ? null : values.dutch }, ...bodyOfType(values) },
        })
      }
      newest={() => ask(getAttributeType, { params })}
      remove={(version) => ask(deleteAttributeType, { params, query: { version } })}
      queryKey={typeQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={type === undefined} label={attributeText("code")} hint={attributeText("codeHint")} {...form.field("code")} />
          <TextField label={attributeText("name")} autoComplete="off" {...form.field("name")} />
          <TextField label={attributeText("dutch")} hint={attributeText("dutchHint")} autoComplete="off" {...form.field("dutch")} />
          <KindFields form={form} isNew={type === undefined} />
          {type !== undefined && <OfType legalEntity={legalEntity} codes={type.attributes} />}
        </>
      )}
    </RecordPage>
  );
}

/** The attributes that a change of the type changes too. */
function OfType({ legalEntity, codes }: { legalEntity: string; codes: readonly string[] }) {
  const text = useText(typeTexts);
  const { nameAmong } = useNames();
  const attributes = useQuery(attributeQueries.listQuery(legalEntity)).data?.rows ?? [];
  return (
    <section className="r-stack" aria-label={text("attributes")}>
      <div>
        <h3>{text("attributes")}</h3>
        <p className="r-hint">{text(codes.length === 0 ? "noAttributes" : "attributesHint")}</p>
      </div>
      {codes.length > 0 && (
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <Link to="/attributes/of/$code" params={{ code }}>
                {nameAmong(attributes, code)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
