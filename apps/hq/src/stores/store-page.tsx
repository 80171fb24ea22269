import { ask, useText } from "@rapport/app-shell";
import { useQuery } from "@tanstack/react-query";
import { IdleThen, StoreNumber, TimeZone } from "@rapport/contract";
import { deleteStore, getStore, putStore, Store } from "@rapport/contract/organisation";
import { Combobox, Loaded, Select, TextField } from "@rapport/ui";
import { useParams } from "@tanstack/react-router";
import { z } from "zod";
import { BooksField } from "../address-books/books-field.tsx";
import { layoutFieldTexts } from "../layouts/field-texts.ts";
import { LayoutField } from "../layouts/layout-field.tsx";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { useLanguageChoices } from "../records/languages.ts";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { storeQueries, type StoredStore } from "./queries.ts";
import { storeTexts } from "./texts.ts";

/** A form field holds text; an empty text means no value. */
const Form = Store.pick({ name: true, customerAddressBooks: true, employeeAddressBooks: true }).extend({
  number: StoreNumber,
  city: z.string().trim().max(100),
  defaultCustomer: z.string().trim().max(100),
  language: z.enum(["", "en", "nl"]),
  timeZone: z.union([z.literal(""), TimeZone]),
  idleMinutes: z
    .string()
    .trim()
    .refine((minutes) => /^(\d{1,3})?$/.test(minutes) && minutes !== "0" && Number(minutes) <= 720),
  idleThen: IdleThen,
  screenLayout: z.string(),
});
type Values = z.input<typeof Form>;

const BLANK: Values = {
  number: "",
  name: "",
  city: "",
  customerAddressBooks: [],
  employeeAddressBooks: [],
  defaultCustomer: "",
  language: "",
  timeZone: "",
  idleMinutes: "",
  idleThen: "lock",
  screenLayout: "",
};

export function NewStorePage() {
  const text = useText(storeTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields legalEntity={entity.code} store={undefined} />}
    </InEntity>
  );
}

export function StorePage() {
  const text = useText(storeTexts);
  const { number } = useParams({ from: "/signed-in/stores/of/$number" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${number}`} legalEntity={entity.code} store={number} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; store: string }) {
  return <Loaded query={useQuery(storeQueries.oneQuery(params))}>{(store) => <Fields legalEntity={params.legalEntity} store={store} />}</Loaded>;
}

function Fields({ legalEntity, store }: { legalEntity: string; store: StoredStore | undefined }) {
  const text = useText(storeTexts);
  const layoutText = useText(layoutFieldTexts);
  const languages = useLanguageChoices(text("languageOfDevice"));
  const zones = [{ value: "", label: text("zoneOfSuite") }, ...Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone }))];
  const params = { legalEntity, store: store?.number ?? "" };
  const labels = {
    number: text("number"),
    name: text("name"),
    city: text("city"),
    customerAddressBooks: text("customerBooks"),
    employeeAddressBooks: text("employeeBooks"),
    defaultCustomer: text("defaultCustomer"),
    language: text("language"),
    timeZone: text("timeZone"),
    idleMinutes: text("idleMinutes"),
    idleThen: text("idleThen"),
    screenLayout: layoutText("label"),
  };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/stores", title: text("title") }}
      schema={Form}
      labels={labels}
      stored={store}
      titleOf={({ name }) => name}
      blank={BLANK}
      valuesOf={valuesOf}
      put={({ number, defaultCustomer, language, timeZone, idleMinutes, screenLayout, ...rest }, version) =>
        ask(putStore, {
          params: { legalEntity, store: number },
          query: { version },
          body: {
            ...rest,
            defaultCustomer: orNull(defaultCustomer),
            language: orNull(language),
            timeZone: orNull(timeZone),
            idleMinutes: idleMinutes === "" ? null : Number(idleMinutes),
            screenLayout: orNull(screenLayout),
          },
        })
      }
      newest={() => ask(getStore, { params })}
      setActive={(active, version) => ask(putStore, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deleteStore, { params, query: { version } })}
      queryKey={storeQueries.key}
    >
      {(form) => {
        const booksOf = (field: "customerAddressBooks" | "employeeAddressBooks") => ({
          legalEntity,
          label: labels[field],
          error: form.field(field).error,
          chosen: form.value(field) ?? [],
          onChoose: (codes: string[]) => form.set(field, codes),
        });
        return (
          <>
            <CodeField isNew={store === undefined} label={labels.number} hint={text("numberHint")} {...form.field("number")} />
            <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
            <TextField label={labels.city} autoComplete="off" {...form.field("city")} />
            <BooksField {...booksOf("customerAddressBooks")} hint={text("customerBooksHint")} />
            <BooksField {...booksOf("employeeAddressBooks")} hint={text("employeeBooksHint")} />
            <TextField label={labels.defaultCustomer} hint={text("defaultCustomerHint")} autoComplete="off" {...form.field("defaultCustomer")} />
            <Select label={labels.language} {...form.field("language")} options={languages} />
            <Combobox
              label={labels.timeZone}
              hint={text("timeZoneHint")}
              value={form.value("timeZone")}
              options={zones}
              error={form.field("timeZone").error}
              onValue={(zone) => form.set("timeZone", zone)}
            />
            <TextField
              label={labels.idleMinutes}
              hint={text("idleMinutesHint")}
              inputMode="numeric"
              autoComplete="off"
              {...form.field("idleMinutes", { custom: text("idleMinutesWrong") })}
            />
            <Select
              label={labels.idleThen}
              hint={text("idleThenHint")}
              {...form.field("idleThen")}
              options={IdleThen.options.map((value) => ({ value, label: text(`then.${value}`) }))}
            />
            <LayoutField legalEntity={legalEntity} of="product" {...form.field("screenLayout")} />
          </>
        );
      }}
    </RecordPage>
  );
}

function valuesOf({
  number,
  name,
  city,
  customerAddressBooks,
  employeeAddressBooks,
  defaultCustomer,
  language,
  timeZone,
  idleMinutes,
  idleThen,
  screenLayout,
}: StoredStore): Values {
  const optional = {
    defaultCustomer: defaultCustomer ?? "",
    language: language ?? ("" as const),
    timeZone: timeZone ?? "",
    idleMinutes: idleMinutes === null ? "" : String(idleMinutes),
    idleThen,
    screenLayout: screenLayout ?? "",
  };
  return { number, name, city, customerAddressBooks, employeeAddressBooks, ...optional };
}

function orNull<T extends string>(text: T): Exclude<T, ""> | null {
  return text === "" ? null : (text as Exclude<T, "">);
}
