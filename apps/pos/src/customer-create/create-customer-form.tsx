import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import { Refusal, type CustomerId } from "@rapport/contract";
import type { TypedPerson } from "@rapport/domain";
import { Button, Card, Checkbox, ErrorText, Form, TextField, useForm, useToast } from "@rapport/ui";
import { useFormError, useText } from "@rapport/app-shell";
import {
  AttributeEditor,
  CONTACT_LISTS,
  ContactEditor,
  customerFieldTexts,
  type EditedValues,
  fieldOf,
  NOBODY,
  OptOutFields,
  schemaOf,
} from "@rapport/app-shell/customer-form";
import { ReachCards } from "../customer/reach-cards.tsx";
import { NotApproved } from "../approval/approval.tsx";
import { useIsOn, useMay } from "../session/use-session.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { AlikeHint } from "./alike-hint.tsx";
import { type KeptForm, writeKept } from "./kept-form.ts";
import { attributesAsked, type NewForm, startOf } from "./new-form.ts";
import { createTexts } from "./texts.ts";
import { useAlike } from "./use-alike.ts";
import { useCreate } from "./use-create.ts";

const ALWAYS_SHOWN = ["accountNumber", "firstName", "lastName", "phone", "email"];

interface CreateCustomerFormProps {
  opened: NewForm;
  customerId: CustomerId;
  kept: KeptForm | null;
  /** What was searched for. */
  typed: TypedPerson | undefined;
}

export function CreateCustomerForm({ opened, customerId, kept, typed }: CreateCustomerFormProps) {
  const text = useText(createTexts);
  const fieldText = useText(customerFieldTexts);
  const router = useRouter();
  const toast = useToast();
  const unsent = useUnsentEntries();
  const mayAdd = useMay("clientBook.add");
  const hasBooks = useIsOn("clienteling");
  const [schema] = useState(() => schemaOf(opened).extend({ accountNumber: opened.numbered ? z.string() : z.string().trim().min(1).max(100) }));
  const [blank] = useState(() => startOf(opened, undefined));
  const [start] = useState(() => (kept === null ? startOf(opened, typed) : keptValues(kept, { opened, blank })));
  const [wanted, want] = useState(kept?.intoMyBook ?? true);
  const intoMyBook = wanted && mayAdd && hasBooks;
  const [isMore, setMore] = useState(false);
  const isDone = useRef(false);
  const create = useCreate(opened, {
    customerId,
    onCreated: (made) => {
      isDone.current = true;
      forget();
      toast.say(text("created", { name: nameOf(made) }));
      void router.navigate({ to: "/customers/$customerId", params: { customerId }, replace: true });
    },
  });
  const error = create.error instanceof NotApproved ? null : create.error;
  const { refused, rest } = useFormError(error, { schema });
  const form = useForm({
    schema,
    start,
    busy: create.isPending,
    refused,
    onSubmit: (values) => create.mutate({ values, intoMyBook, shown: alike.customers.map((one) => one.customerId) }, { onError: showWrong }),
  });
  const values = form.values();
  const alike = useAlike(values, opened);
  const asked = attributesAsked(opened, intoMyBook);
  const mandatory = asked.filter(({ isMandatory }) => isMandatory);
  const others = asked.filter(({ isMandatory }) => !isMandatory);
  const now = JSON.stringify(values) === JSON.stringify(blank) ? "" : writeKept({ ...keptOf(values, opened), intoMyBook: wanted });
  const name = nameOf(values);
  useEffect(() => {
    if (!isDone.current) unsent.keepDraft({ kind: "customer", customerId, customerName: name, text: now });
  }, [unsent, customerId, name, now]);

  function forget(): void {
    unsent.keepDraft({ kind: "customer", customerId, customerName: "", text: "" });
  }
  /** A wrong field that is not in sight is shown. */
  function showWrong(refusal: unknown): void {
    const shown = new Set([...ALWAYS_SHOWN, ...mandatory.map(({ field }) => field)]);
    if (refusal instanceof Refusal && refusal.faults.some(({ path: [first] }) => !shown.has(String(first)))) setMore(true);
  }
  return (
    <Form form={form}>
      <Card>
        <div className="customer-edit-contacts">
          {!opened.numbered && (
            <TextField label={text("accountNumber")} hint={text("accountNumberHint")} autoComplete="off" spellCheck={false} {...form.field("accountNumber")} />
          )}
          <div className="customer-edit-pair">
            <TextField label={fieldText("firstName")} autoComplete="off" {...form.field("firstName")} />
            <TextField label={fieldText("lastName")} autoComplete="off" {...form.field("lastName")} />
            {!isMore && <TextField label={fieldText("phone")} type="tel" autoComplete="off" {...form.field("phone")} />}
            {!isMore && <TextField label={fieldText("email")} inputMode="email" autoComplete="off" {...form.field("email")} />}
            {mandatory.map(({ attribute, field }) => (
              <AttributeEditor key={attribute.code} attribute={attribute} field={field} currency={opened.currency} form={form} />
            ))}
          </div>
          {isMore && CONTACT_LISTS.map((list) => <ContactEditor key={list} list={list} form={form} />)}
        </div>
      </Card>
      <AlikeHint alike={alike} />
      {isMore ? (
        <>
          <ReachCards form={form} customer={NOBODY} />
          {others.length > 0 && (
            <Card title={text("preferences")}>
              <div className="customer-edit-attributes">
                {others.map(({ attribute, field }) => (
                  <AttributeEditor key={attribute.code} attribute={attribute} field={field} currency={opened.currency} form={form} />
                ))}
              </div>
            </Card>
          )}
          <Card title={fieldText("optOuts")}>
            <div className="customer-edit-pair">
              <OptOutFields form={form} />
            </div>
          </Card>
        </>
      ) : (
        <div>
          <Button variant="quiet" icon="plus" onClick={() => setMore(true)}>
            {text("more")}
          </Button>
        </div>
      )}
      {mayAdd && hasBooks && <Checkbox label={text("intoMyBook")} checked={wanted} onChange={({ target }) => want(target.checked)} />}
      <ErrorText>{rest}</ErrorText>
      <div className="customer-edit-foot">
        <Button
          onClick={() => {
            isDone.current = true;
            forget();
            router.history.back();
          }}
        >
          {text("cancel")}
        </Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {text(alike.customers.length > 0 ? "createAnyway" : "create")}
        </Button>
      </div>
    </Form>
  );
}

function nameOf({ firstName, lastName }: EditedValues): string {
  return [firstName, lastName].filter((part) => part !== "" && part !== undefined).join(" ");
}

/** The values of attributes by their codes. */
function keptOf(values: EditedValues, { attributes }: NewForm) {
  const fields = Object.fromEntries(Object.entries(values).filter(([field]) => !attributes.some((_, index) => fieldOf(index) === field)));
  return { fields, attributes: Object.fromEntries(attributes.map(({ code }, index) => [code, values[fieldOf(index)] ?? ""])) };
}

/** An attribute that the store has no more, or that is of another kind now, is left out. */
function keptValues(kept: KeptForm, { opened, blank }: { opened: NewForm; blank: EditedValues }): EditedValues {
  const ofAttributes = opened.attributes.map(({ code }, index) => [fieldOf(index), kept.attributes[code]] as const);
  const held = [...Object.entries(kept.fields), ...ofAttributes].flatMap(([field, value]) =>
    value !== undefined && Array.isArray(value) === Array.isArray(blank[field]) ? [[field, value] as const] : [],
  );
  return { ...blank, ...Object.fromEntries(held) };
}
