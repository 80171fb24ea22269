import { ask, useText } from "@rapport/app-shell";
import { StoreGroupCode } from "@rapport/contract";
import { deleteStoreGroup, getStoreGroup, putStoreGroup, StoreGroup } from "@rapport/contract/publishing";
import { Checkbox, Loaded, ManyCombobox, TextField, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { publishedStoresQuery } from "../distribution/queries.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { type StoredGroup, storeGroupQueries } from "./queries.ts";
import { storeGroupTexts } from "./texts.ts";

const Form = StoreGroup.extend({ code: StoreGroupCode });

export function NewStoreGroupPage() {
  const text = useText(storeGroupTexts);
  return (
    <InEntity title={text("title")} permission="publishing.manage">
      {(entity) => <Fields legalEntity={entity.code} group={undefined} mayChange />}
    </InEntity>
  );
}

export function StoreGroupPage() {
  const text = useText(storeGroupTexts);
  const { code } = useParams({ from: "/signed-in/store-groups/of/$code" });
  return (
    <InEntity title={text("title")} permission="publishing.read">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} mayChange={entity.permissions.includes("publishing.manage")} />}
    </InEntity>
  );
}

function One({ mayChange, ...params }: { legalEntity: string; code: string; mayChange: boolean }) {
  return (
    <Loaded query={useQuery(storeGroupQueries.oneQuery(params))}>
      {(group) => <Fields legalEntity={params.legalEntity} group={group} mayChange={mayChange} />}
    </Loaded>
  );
}

function Fields({ legalEntity, group, mayChange }: { legalEntity: string; group: StoredGroup | undefined; mayChange: boolean }) {
  const text = useText(storeGroupTexts);
  const formats = useFormats();
  const stores = useQuery(publishedStoresQuery(legalEntity)).data ?? [];
  const params = { legalEntity, code: group?.code ?? "" };
  const nameOf = (number: string) => stores.find(({ store }) => store === number)?.name ?? number;
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/store-groups", title: text("title") }}
      schema={Form}
      labels={{ code: text("code"), name: text("name"), stores: text("stores"), paused: text("pausedShort") }}
      told={(field, value) =>
        field === "paused" ? text(value === true ? "yes" : "no") : field === "stores" ? formats.list((value as string[]).map(nameOf)) : undefined
      }
      stored={group}
      titleOf={({ name }) => name}
      blank={{ code: "", name: "", stores: [], paused: false }}
      valuesOf={({ code, name, stores: members, paused }) => ({ code, name, stores: members, paused })}
      put={({ code, ...body }, version) => ask(putStoreGroup, { params: { legalEntity, code }, query: { version }, body })}
      newest={() => ask(getStoreGroup, { params })}
      remove={mayChange ? (version) => ask(deleteStoreGroup, { params, query: { version } }) : undefined}
      queryKey={storeGroupQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={group === undefined} label={text("code")} hint={text("codeHint")} {...form.field("code")} />
          <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
          <ManyCombobox
            label={text("stores")}
            hint={text("storesHint")}
            error={form.field("stores").error}
            chosen={form.value("stores") ?? []}
            options={stores.map(({ store, name }) => ({ value: store as string, label: `${name} (${store})` }))}
            onChoose={(chosen) => form.set("stores", chosen)}
          />
          <Checkbox label={text("paused")} checked={form.value("paused") === true} onChange={({ target }) => form.set("paused", target.checked)} />
        </>
      )}
    </RecordPage>
  );
}
