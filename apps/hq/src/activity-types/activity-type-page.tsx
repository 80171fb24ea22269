import { ask, useText } from "@rapport/app-shell";
import { ActivityTypeCode } from "@rapport/contract";
import { deleteActivityType, getActivityType, putActivityType } from "@rapport/contract/clienteling";
import { Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { z } from "zod";
import { useNames } from "../attributes/use-names.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { typeQueries, type StoredType } from "./queries.ts";
import { typeTexts } from "./texts.ts";

const Form = z.object({
  code: ActivityTypeCode,
  name: z.string().trim().min(1).max(200),
  dutch: z.string().trim().max(200),
  order: z.coerce.number<string>().int().min(0).max(10_000),
});

export function NewActivityTypePage() {
  const text = useText(typeTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields key={entity.code} legalEntity={entity.code} type={undefined} />}
    </InEntity>
  );
}

export function ActivityTypePage() {
  const text = useText(typeTexts);
  const { code } = useParams({ from: "/signed-in/activity-types/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return <Loaded query={useQuery(typeQueries.oneQuery(params))}>{(type) => <Fields legalEntity={params.legalEntity} type={type} />}</Loaded>;
}

function Fields({ legalEntity, type }: { legalEntity: string; type: StoredType | undefined }) {
  const text = useText(typeTexts);
  const { nameOf } = useNames();
  const params = { legalEntity, code: type?.code ?? "" };
  const labels = { code: text("code"), name: text("name"), dutch: text("dutch"), order: text("order") };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/activity-types", title: text("title") }}
      schema={Form}
      labels={labels}
      stored={type}
      titleOf={nameOf}
      blank={{ code: "", name: "", dutch: "", order: "0" }}
      valuesOf={({ code, name, order }) => ({ code, name: name.en, dutch: name.nl ?? "", order: String(order) })}
      put={({ code, name, dutch, order }, version) =>
        ask(putActivityType, { params: { legalEntity, code }, query: { version }, body: { name: { en: name, nl: dutch === "" ? null : dutch }, order } })
      }
      newest={() => ask(getActivityType, { params })}
      setActive={(active, version) => ask(putActivityType, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deleteActivityType, { params, query: { version } })}
      queryKey={typeQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={type === undefined} label={labels.code} hint={text("codeHint")} {...form.field("code")} />
          <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
          <TextField label={labels.dutch} hint={text("dutchHint")} autoComplete="off" {...form.field("dutch")} />
          <TextField label={labels.order} hint={text("orderHint")} inputMode="numeric" autoComplete="off" {...form.field("order")} />
        </>
      )}
    </RecordPage>
  );
}
