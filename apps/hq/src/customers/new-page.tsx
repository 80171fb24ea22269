import { ask, useText } from "@rapport/app-shell";
import { besideFields, changesOf, type CustomerForm, NOBODY, schemaOf, useLabels, valuesOf } from "@rapport/app-shell/customer-form";
import { getCustomerForm, putCustomer } from "@rapport/contract/customers";
import { Loaded, TextField } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { z } from "zod";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { RecordForm } from "../records/record-form.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { AlikeHint } from "./alike-hint.tsx";
import { CustomerFields } from "./customer-fields.tsx";
import { editTexts } from "./edit-texts.ts";
import { CUSTOMERS_KEY, newFormQuery } from "./queries.ts";
import { customerTexts } from "./texts.ts";

/** Makes a customer, and says meanwhile who has the same e-mail address or phone number (CC10). */
export function NewCustomerPage() {
  const text = useText(customerTexts);
  return (
    <InEntity title={text("title")} permission="customer.manage">
      {(entity) => <New key={entity.code} legalEntity={entity.code} />}
    </InEntity>
  );
}

function New({ legalEntity }: { legalEntity: string }) {
  const text = useText(editTexts);
  const customerText = useText(customerTexts);
  return (
    <>
      <PageHead title={text("new")} trail={[{ key: "customers", link: <Link to="/customers">{customerText("title")}</Link> }]} />
      <Loaded query={useQuery(newFormQuery(legalEntity))}>{(form) => <Fields legalEntity={legalEntity} opened={{ ...form, customer: NOBODY }} />}</Loaded>
    </>
  );
}

function Fields({ legalEntity, opened }: { legalEntity: string; opened: CustomerForm }) {
  const text = useText(editTexts);
  const customerText = useText(customerTexts);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [form] = useState(opened);
  const [blank] = useState(() => ({ accountNumber: "", ...valuesOf(form) }));
  const made = useRef("");
  const schema = schemaOf(form).extend({ accountNumber: z.string().trim().min(1).max(100) });
  const paramsOf = (accountNumber: string) => ({ legalEntity, accountNumber });
  return (
    <RecordForm
      schema={schema}
      labels={{ accountNumber: customerText("accountNumber"), ...useLabels(form) }}
      start={blank}
      saved={undefined}
      save={async (values, version) => {
        const accountNumber = String(values["accountNumber"]);
        try {
          const saved = await ask(putCustomer, { params: paramsOf(accountNumber), query: { version }, body: changesOf(values, { read: blank, form }) });
          made.current = saved.accountNumber;
        } catch (error) {
          throw besideFields(error, form);
        }
      }}
      newest={async () => {
        const { customer } = await ask(getCustomerForm, { params: paramsOf(made.current) });
        return { values: blank, saved: customer.saved };
      }}
      onSaved={async () => {
        await queryClient.invalidateQueries({ queryKey: [CUSTOMERS_KEY] });
        await navigate({ to: "/customers/of/$accountNumber", params: { accountNumber: made.current } });
      }}
      onCancel={() => void navigate({ to: "/customers" })}
    >
      {(fields) => (
        <>
          <TextField
            label={customerText("accountNumber")}
            hint={text("accountNumberHint")}
            autoComplete="off"
            spellCheck={false}
            {...fields.field("accountNumber")}
          />
          <CustomerFields form={form} fields={fields} />
          <AlikeHint legalEntity={legalEntity} values={fields.values()} />
        </>
      )}
    </RecordForm>
  );
}
