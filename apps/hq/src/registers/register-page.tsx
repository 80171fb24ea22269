import { ask, useText } from "@rapport/app-shell";
import { RegisterNumber } from "@rapport/contract";
import { deleteRegister, getRegister, putRegister, Register } from "@rapport/contract/organisation";
import { Combobox, Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { z } from "zod";
import { layoutFieldTexts } from "../layouts/field-texts.ts";
import { LayoutField } from "../layouts/layout-field.tsx";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { storeQueries } from "../stores/queries.ts";
import { RegisterActivation } from "./register-activation.tsx";
import { registerQueries, type StoredRegister } from "./queries.ts";
import { registerTexts } from "./texts.ts";

const Form = Register.pick({ store: true }).extend({ number: RegisterNumber, name: z.string().trim().max(200), screenLayout: z.string() });

export function NewRegisterPage() {
  const text = useText(registerTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields legalEntity={entity.code} register={undefined} />}
    </InEntity>
  );
}

export function RegisterPage() {
  const text = useText(registerTexts);
  const { number } = useParams({ from: "/signed-in/registers/of/$number" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${number}`} legalEntity={entity.code} register={number} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; register: string }) {
  return <Loaded query={useQuery(registerQueries.oneQuery(params))}>{(register) => <Fields legalEntity={params.legalEntity} register={register} />}</Loaded>;
}

function Fields({ legalEntity, register }: { legalEntity: string; register: StoredRegister | undefined }) {
  const text = useText(registerTexts);
  const layoutText = useText(layoutFieldTexts);
  const stores = useQuery(storeQueries.listQuery(legalEntity)).data;
  const params = { legalEntity, register: register?.number ?? "" };
  const labels = { number: text("number"), name: text("name"), store: text("store"), screenLayout: layoutText("label") };
  const nameOf = (store: string) => {
    const known = stores?.rows.find(({ number }) => number === store);
    return known === undefined ? store : `${known.name} (${store})`;
  };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/registers", title: text("title") }}
      schema={Form}
      labels={labels}
      told={(name, value) => (name === "store" ? nameOf(String(value)) : undefined)}
      stored={register}
      titleOf={({ number, name }) => (name === "" ? number : `${name} (${number})`)}
      blank={{ number: "", name: "", store: "", screenLayout: "" }}
      valuesOf={({ number, name, store, screenLayout }) => ({ number, name, store, screenLayout: screenLayout ?? "" })}
      put={({ number, screenLayout, ...body }, version) =>
        ask(putRegister, {
          params: { legalEntity, register: number },
          query: { version },
          body: { ...body, screenLayout: screenLayout === "" ? null : screenLayout },
        })
      }
      newest={() => ask(getRegister, { params })}
      setActive={(active, version) => ask(putRegister, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deleteRegister, { params, query: { version } })}
      queryKey={registerQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={register === undefined} label={labels.number} hint={text("numberHint")} {...form.field("number")} />
          <Combobox
            label={labels.store}
            hint={stores?.total === 0 ? text("noStores") : text("storeHint")}
            error={form.field("store").error}
            value={form.value("store")}
            // A store that is out of use is offered only if it is chosen already.
            options={(stores?.rows ?? [])
              .filter(({ active, number }) => active || number === form.value("store"))
              .map(({ number }) => ({ value: number as string, label: nameOf(number) }))}
            onValue={(store) => form.set("store", store)}
          />
          <TextField label={labels.name} hint={text("nameHint")} autoComplete="off" {...form.field("name")} />
          <LayoutField legalEntity={legalEntity} of="store" {...form.field("screenLayout")} />
          {register !== undefined && <RegisterActivation params={params} />}
        </>
      )}
    </RecordPage>
  );
}
