import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Banner, Button, Card, Chip, ConfirmDialog, ErrorText, Form, TextField, useForm, useFormats, useToast } from "@rapport/ui";
import { useFormError, useText } from "@rapport/app-shell";
import {
  AttributeEditor,
  CONTACT_LISTS,
  ContactEditor,
  customerFieldTexts,
  type EditedValues,
  fieldOf,
  OptOutFields,
  schemaOf,
  useLabels,
  useTold,
  valuesOf,
} from "@rapport/app-shell/customer-form";
import { ReachCards } from "../customer/reach-cards.tsx";
import { NotApproved } from "../approval/approval.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { useUnsent, useUnsentEntries } from "../unsent/use-unsent.ts";
import { goOn, readKept, writeKept } from "./kept-edit.ts";
import { type Clash, only } from "./save-edits.ts";
import { customerEditTexts } from "./texts.ts";
import { type Opened, useCustomerEdit } from "./use-customer-edit.ts";

export function EditCustomerForm({ opened }: { opened: Opened }) {
  const text = useText(customerEditTexts);
  const fieldText = useText(customerFieldTexts);
  const router = useRouter();
  const toast = useToast();
  const unsent = useUnsentEntries();
  const { isKept } = useUnsent();
  const isDone = useRef(false);
  const [asksToDiscard, askToDiscard] = useState(false);
  const [schema] = useState(() => schemaOf(opened));
  const { customer, attributes, currency } = opened;
  const { customerId } = customer;
  // What was begun before goes on, over what is stored now.
  const [{ start, basis, isBegun }] = useState(() => {
    const now = { values: valuesOf(opened), version: customer.saved.version };
    const draft = unsent.draftOf({ kind: "edit", customerId });
    const kept = draft === undefined ? null : readKept(draft.text);
    return kept === null ? { start: now.values, basis: now, isBegun: false } : { ...goOn(kept, { now, attributes }), isBegun: true };
  });
  const name = [customer.firstName, customer.lastName].filter((part) => part !== "").join(" ");
  const leave = () => void router.navigate({ to: "/customers/$customerId", params: { customerId }, replace: true });
  const { save, clash, settle } = useCustomerEdit(opened, {
    begin: basis,
    onSaved: (mergedWith) => {
      forget();
      toast.say(mergedWith === undefined ? text("saved") : text("merged", { by: mergedWith ?? text("program") }));
      leave();
    },
  });
  const error = save.error instanceof NotApproved ? null : save.error;
  const { refused, rest } = useFormError(error, { schema });
  const form = useForm({ schema, start, busy: save.isPending, refused, onSubmit: (values) => save.mutate(values) });
  const typed = writeKept({ typed: form.values(), basis, attributes });
  useEffect(() => {
    if (!isDone.current) unsent.keepDraft({ kind: "edit", customerId, customerName: name, text: typed });
  }, [unsent, customerId, name, typed]);
  // A device that keeps nothing loses it with the page.
  const wouldBeLost = typed !== "" && !isKept;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (wouldBeLost && !isDone.current) event.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [wouldBeLost]);

  function forget(): void {
    isDone.current = true;
    unsent.keepDraft({ kind: "edit", customerId, customerName: "", text: "" });
  }
  function discard(): void {
    forget();
    leave();
  }
  return (
    <>
      <PageTitle title={text("title", { name })}>{text("title", { name })}</PageTitle>
      {isBegun && typed !== "" && <Banner>{text("begun")}</Banner>}
      <Form form={form}>
        {clash !== null && (
          <ChooseEach
            clash={clash}
            opened={opened}
            mine={form.values()}
            busy={save.isPending}
            onChosen={(values) => {
              for (const [field, value] of Object.entries(values)) form.set(field, value);
              settle(clash);
            }}
          />
        )}
        <Card title={text("name")}>
          <div className="customer-edit-pair">
            <TextField label={fieldText("firstName")} autoComplete="off" {...form.field("firstName")} />
            <TextField label={fieldText("lastName")} autoComplete="off" {...form.field("lastName")} />
          </div>
        </Card>
        <Card>
          <div className="customer-edit-contacts">
            {CONTACT_LISTS.map((list) => (
              <ContactEditor key={list} list={list} form={form} />
            ))}
          </div>
        </Card>
        <ReachCards form={form} customer={customer} />
        {attributes.length > 0 && (
          <Card title={text("preferences")}>
            <div className="customer-edit-attributes">
              {attributes.map((attribute, index) => (
                <AttributeEditor key={attribute.code} attribute={attribute} field={fieldOf(index)} currency={currency} form={form} />
              ))}
            </div>
          </Card>
        )}
        <Card title={fieldText("optOuts")}>
          <div className="customer-edit-pair">
            <OptOutFields form={form} />
          </div>
        </Card>
        <ErrorText>{rest}</ErrorText>
        <div className="customer-edit-foot">
          <Button onClick={() => (typed === "" ? leave() : askToDiscard(true))}>{text("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending} disabled={clash !== null}>
            {text("save")}
          </Button>
        </div>
      </Form>
      <ConfirmDialog
        open={asksToDiscard}
        onOpenChange={askToDiscard}
        title={text("leaveTitle")}
        text={text("leaveText")}
        confirmLabel={text("leave")}
        cancelLabel={text("stay")}
        onConfirm={discard}
      />
    </>
  );
}

/** For each field that two people changed differently: mine, as it is in the form, or theirs. Then the form is sent. */
function ChooseEach({
  clash,
  mine,
  opened,
  busy,
  onChosen,
}: {
  clash: Clash;
  mine: EditedValues;
  opened: Opened;
  busy: boolean;
  onChosen: (theirs: EditedValues) => void;
}) {
  const text = useText(customerEditTexts);
  const formats = useFormats();
  const labels = useLabels(opened);
  const told = useTold(opened);
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const place = useRef<HTMLElement>(null);
  // The pressed button is at the end of the form, where nobody would see this.
  useEffect(() => place.current?.focus(), []);
  const words = (field: string, value: EditedValues[string] | undefined) => {
    const plain = [value ?? ""].flat().join(", ");
    return told(field, value) ?? (plain === "" ? text("empty") : plain);
  };
  const choose = (field: string, isTheirs: boolean) => {
    const next = new Set(theirs);
    if (isTheirs) next.add(field);
    else next.delete(field);
    setTheirs(next);
  };
  return (
    <section ref={place} tabIndex={-1} className="customer-clash" aria-label={text("conflict.text")}>
      <Banner tone="warn" title={text("conflict.title", { by: clash.by ?? text("conflict.program"), at: formats.dateTime(clash.at) })}>
        {text("conflict.text")}
      </Banner>
      {clash.fields.map((field) => (
        <div key={field} role="group" aria-label={labels[field] ?? field}>
          <span className="r-label">{labels[field]}</span>
          <div className="r-row">
            <Chip pressed={!theirs.has(field)} onPress={() => choose(field, false)}>
              {text("conflict.mine", { value: words(field, mine[field]) })}
            </Chip>
            <Chip pressed={theirs.has(field)} onPress={() => choose(field, true)}>
              {text("conflict.theirs", { value: words(field, clash.theirs[field]) })}
            </Chip>
          </div>
        </div>
      ))}
      <Button
        variant="primary"
        busy={busy}
        onClick={() => {
          onChosen(only([...theirs], clash.theirs));
          place.current?.closest("form")?.requestSubmit();
        }}
      >
        {text("conflict.save")}
      </Button>
    </section>
  );
}
