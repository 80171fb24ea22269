import { ask, useText } from "@rapport/app-shell";
import { Country, LegalEntityCode } from "@rapport/contract";
import { deleteLegalEntity, getLegalEntity, LegalEntity, putLegalEntity } from "@rapport/contract/organisation";
import { Checkbox, Combobox, Loaded, TextField, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { z } from "zod";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { suitesQuery } from "../suites/queries.ts";
import { countryOptions, currencyOptions } from "./names-of-codes.ts";
import { ENTITIES_KEY, entityQuery, type StoredEntity } from "./queries.ts";
import { entityTexts } from "./texts.ts";

/** A form field holds text; an empty text means no value. */
const Form = LegalEntity.pick({ name: true, currency: true }).extend({
  code: LegalEntityCode,
  country: z.union([z.literal(""), Country]),
  rsid: z.string(),
  commonAccountNumbers: z.boolean(),
  publishAtOnce: z.boolean(),
});
type Values = z.input<typeof Form>;

const BLANK: Values = { code: "", name: "", currency: "EUR", country: "", rsid: "", commonAccountNumbers: false, publishAtOnce: false };

export function NewLegalEntityPage() {
  return <Fields entity={undefined} />;
}

export function LegalEntityPage() {
  const { code } = useParams({ from: "/signed-in/legal-entities/of/$code" });
  return <One key={code} legalEntity={code} />;
}

function One(params: { legalEntity: string }) {
  return <Loaded query={useQuery(entityQuery(params))}>{(entity) => <Fields entity={entity} />}</Loaded>;
}

function Fields({ entity }: { entity: StoredEntity | undefined }) {
  const text = useText(entityTexts);
  const { locale } = useFormats();
  const suites = useQuery(suitesQuery).data ?? [];
  const [currencies, countries] = useMemo(() => [currencyOptions(locale), countryOptions(locale)], [locale]);
  const params = { legalEntity: entity?.code ?? "" };
  const labels = {
    code: text("code"),
    name: text("name"),
    currency: text("currency"),
    country: text("country"),
    rsid: text("suite"),
    commonAccountNumbers: text("common"),
    publishAtOnce: text("publishAtOnce"),
  };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/legal-entities", title: text("title") }}
      schema={Form}
      labels={labels}
      stored={entity}
      titleOf={({ name }) => name}
      blank={BLANK}
      valuesOf={valuesOf}
      put={({ code, country, rsid, ...rest }, version) =>
        ask(putLegalEntity, {
          params: { legalEntity: code },
          query: { version },
          body: { ...rest, country: country === "" ? null : country, rsid: rsid === "" ? null : rsid },
        })
      }
      newest={() => ask(getLegalEntity, { params })}
      setActive={(active, version) => ask(putLegalEntity, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deleteLegalEntity, { params, query: { version } })}
      queryKey={ENTITIES_KEY}
    >
      {(form) => {
        const rsid = form.value("rsid");
        // The named suite stays a choice even if the person may not see suites.
        const known = suites.map((suite) => ({ value: suite.rsid as string, label: `${suite.name} (${suite.rsid})` }));
        const offered = rsid === "" || known.some(({ value }) => value === rsid) ? known : [...known, { value: rsid, label: rsid }];
        return (
          <>
            <CodeField isNew={entity === undefined} label={labels.code} hint={text("codeHint")} {...form.field("code")} />
            <TextField label={labels.name} autoComplete="off" {...form.field("name")} />
            <Combobox
              label={labels.currency}
              hint={text("currencyHint")}
              error={form.field("currency").error}
              value={form.value("currency")}
              options={currencies}
              onValue={(currency) => form.set("currency", currency)}
            />
            <Combobox
              label={labels.country}
              hint={text("countryHint")}
              error={form.field("country").error}
              value={form.value("country")}
              options={[{ value: "", label: text("noCountry") }, ...countries]}
              onValue={(country) => form.set("country", country)}
            />
            <Combobox
              label={labels.rsid}
              hint={text("suiteHint")}
              error={form.field("rsid").error}
              value={rsid}
              options={[{ value: "", label: text("noSuite") }, ...offered]}
              onValue={(chosen) => form.set("rsid", chosen)}
            />
            <Checkbox
              label={labels.commonAccountNumbers}
              checked={form.value("commonAccountNumbers")}
              onChange={({ target }) => form.set("commonAccountNumbers", target.checked)}
            />
            <Checkbox label={labels.publishAtOnce} checked={form.value("publishAtOnce")} onChange={({ target }) => form.set("publishAtOnce", target.checked)} />
          </>
        );
      }}
    </RecordPage>
  );
}

function valuesOf({ code, name, currency, country = "", rsid, commonAccountNumbers = false, publishAtOnce = false }: StoredEntity): Values {
  return { code, name, currency, country, rsid: rsid ?? "", commonAccountNumbers, publishAtOnce };
}
