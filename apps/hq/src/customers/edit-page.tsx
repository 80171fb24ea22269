import { ask, useText } from "@rapport/app-shell";
import { besideFields, changesOf, type EditedValues, schemaOf, useLabels, useTold, valuesOf } from "@rapport/app-shell/customer-form";
import type { Reply } from "@rapport/contract";
import { getCustomerForm, putCustomer } from "@rapport/contract/customers";
import { Loaded } from "@rapport/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { RecordForm } from "../records/record-form.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { CustomerFields } from "./customer-fields.tsx";
import { editTexts } from "./edit-texts.ts";
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

function Fields({ params, opened }: { params: OneCustomer; opened: Reply<typeof getCustomerForm> }) {
  const text = useText(editTexts);
  const customerText = useText(customerTexts);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // The form keeps what it was opened with. What somebody else saved meanwhile replaces only the values that changes are counted from.
  const [form] = useState(opened);
  const read = useRef<EditedValues>(valuesOf(form));
  const { attributes } = form;
  const { firstName, lastName, accountNumber } = form.customer;
  const name = [firstName, lastName].filter((part) => part !== "").join(" ");
  const leave = () => navigate({ to: "/customers/of/$accountNumber", params: { accountNumber } });
  const labels = useLabels(form);
  const told = useTold(form);
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
        told={told}
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
        {(fields) => <CustomerFields form={form} fields={fields} />}
      </RecordForm>
    </>
  );
}
