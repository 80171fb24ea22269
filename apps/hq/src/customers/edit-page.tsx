import { ask, usePreferences, useText } from "@rapport/app-shell";
import { Refusal } from "@rapport/contract";
import { getCustomerForm, putCustomer } from "@rapport/contract/customers";
import { Loaded, ManyCombobox, TextField } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { RecordForm } from "../records/record-form.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { AttributeEditor } from "./attribute-editor.tsx";
import { ContactEditor } from "./contact-editor.tsx";
import { editTexts } from "./edit-texts.ts";
import { changesOf, CONTACT_LISTS, type CustomerForm, type EditedValues, fieldOf, OWN_FIELDS, schemaOf, valuesOf } from "./edited-values.ts";
import { CUSTOMERS_KEY, formQuery, type OneCustomer } from "./queries.ts";
import { customerTexts } from "./texts.ts";

/** Changes what is kept of one customer. */
export function EditCustomerPage() {
  const text = useText(customerTexts);
  const { accountNumber } = useParams({ from: "/signed-in/customers/of/$accountNumber/edit" });
  return (
    <InEntity title={text("title")} permission="customer.manage">
      {(entity) => <One key={`${entity.code} ${accountNumber}`} legalEntity={entity.code} accountNumber={accountNumber} />}
    </InEntity>
  );
}

function One(params: OneCustomer) {
  return <Loaded query={useQuery(formQuery(params))}>{(form) => <Fields params={params} opened={form} />}</Loaded>;
}

function Fields({ params, opened }: { params: OneCustomer; opened: CustomerForm }) {
  const text = useText(editTexts);
  const customerText = useText(customerTexts);
  const { language } = usePreferences().appearance;
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // The form keeps what it was opened with. What somebody else saved meanwhile replaces only the values that changes are counted from.
  const [form] = useState(opened);
  const read = useRef<EditedValues>(valuesOf(form));
  const { attributes, currency } = form;
  const books = form.addressBooks.map(({ code, name }) => ({ value: code as string, label: `${name} (${code})` }));
  const { firstName, lastName, accountNumber } = form.customer;
  const name = [firstName, lastName].filter((part) => part !== "").join(" ");
  const leave = () => navigate({ to: "/customers/of/$accountNumber", params: { accountNumber } });
  const labels: Record<string, string> = {
    ...Object.fromEntries(OWN_FIELDS.map((field) => [field, customerText(field)])),
    ...Object.fromEntries(CONTACT_LISTS.map((list) => [list, customerText(list)])),
    addressBooks: customerText("addressBooks"),
    ...Object.fromEntries(attributes.map((attribute, index) => [fieldOf(index), attribute.name[language]])),
  };
  return (
    <>
      <PageHead
        title={text("title", { name })}
        trail={[
          { key: "customers", link: <Link to="/customers">{customerText("title")}</Link> },
          {
            key: "customer",
            link: (
              <Link to="/customers/of/$accountNumber" params={{ accountNumber }}>
                {name}
              </Link>
            ),
          },
        ]}
      />
      <RecordForm
        schema={schemaOf(form)}
        labels={labels}
        start={valuesOf(form)}
        saved={form.customer.saved}
        save={async (values, version) => {
          try {
            return await ask(putCustomer, { params, query: { version }, body: changesOf(values, { read: read.current, form }) });
          } catch (error) {
            throw besideFields(error, form);
          }
        }}
        newest={async () => {
          const newest = await ask(getCustomerForm, { params });
          const values = valuesOf({ ...newest, attributes });
          read.current = values;
          return { values, saved: newest.customer.saved };
        }}
        onSaved={async () => {
          await queryClient.invalidateQueries({ queryKey: [CUSTOMERS_KEY] });
          await leave();
        }}
        onCancel={() => void leave()}
      >
        {(fields) => (
          <>
            <h2>{text("person")}</h2>
            <TextField label={customerText("firstName")} autoComplete="off" {...fields.field("firstName")} />
            <TextField label={customerText("lastName")} autoComplete="off" {...fields.field("lastName")} />
            {CONTACT_LISTS.map((list) => (
              <ContactEditor key={list} list={list} form={fields} />
            ))}
            <h2>{text("stores")}</h2>
            <ManyCombobox
              label={labels["addressBooks"] ?? ""}
              hint={text("addressBooksHint")}
              error={fields.field("addressBooks").error}
              chosen={[fields.value("addressBooks") ?? []].flat()}
              options={books}
              onChoose={(chosen) => fields.set("addressBooks", chosen)}
            />
            {attributes.length > 0 && <h2>{text("attributes")}</h2>}
            {attributes.map((attribute, index) => (
              <AttributeEditor key={attribute.code} attribute={attribute} field={fieldOf(index)} currency={currency} form={fields} />
            ))}
          </>
        )}
      </RecordForm>
    </>
  );
}

/** A refusal that says of attributes and contacts which fields of the form are wrong. */
function besideFields(error: unknown, { attributes }: CustomerForm): unknown {
  if (!(error instanceof Refusal)) return error;
  const faults = error.faults.map((fault) => {
    const [first, code] = fault.path;
    if (CONTACT_LISTS.some((list) => list === first)) return { ...fault, path: [first ?? ""] };
    const index = attributes.findIndex((attribute) => attribute.code === code);
    return first === "attributes" && index >= 0 ? { ...fault, path: [fieldOf(index)] } : fault;
  });
  return Object.assign(error, { faults });
}
