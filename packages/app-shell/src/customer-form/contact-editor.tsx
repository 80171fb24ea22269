import { useContactKinds } from "../contact-kinds.ts";
import { useText } from "../preferences.tsx";
import { CONTACT_LINES, entryOf, lineOf } from "@rapport/domain";
import { Button, ErrorText, IconButton, Menu, type MenuEntry, TextArea, TextField } from "@rapport/ui";
import { type ChangeEvent, useEffect, useId, useRef, useState } from "react";
import "./customer-form.css";
import { customerFormTexts } from "./form-texts.ts";
import type { ContactList, CustomerFields } from "./edited-values.ts";
import { customerFieldTexts } from "./field-texts.ts";

type Entry = Readonly<Record<string, string>>;

/** For each list: its headings, the kinds that it offers, and the form's field for each field of the primary one. */
const LISTS = {
  otherPhones: { title: "phones", add: "addPhone", nth: "number", kinds: ["mobile", "home", "work", "other"], own: { kind: "phoneKind", number: "phone" } },
  otherEmails: { title: "emails", add: "addEmail", nth: "emailNumber", kinds: ["home", "work", "other"], own: { kind: "emailKind", address: "email" } },
  otherAddresses: {
    title: "addresses",
    add: "addAddress",
    nth: "addressNumber",
    kinds: ["home", "work", "delivery", "other"],
    own: { kind: "addressKind", street: "street", postalCode: "postalCode", city: "city", region: "region", country: "country" },
  },
} as const;

/** The phones, e-mail addresses or addresses of a customer: the primary one, and the others in their order (HC4). */
export function ContactEditor({ list, form }: { list: ContactList; form: CustomerFields }) {
  const text = useText(customerFormTexts);
  const customerText = useText(customerFieldTexts);
  const place = useRef<HTMLDivElement>(null);
  const focusOn = useRef<number | null>(null);
  const heading = useId();
  const { title, add, nth } = LISTS[list];
  const own: Readonly<Record<string, string>> = LISTS[list].own;
  const lines = [form.value(list) ?? []].flat();
  // A line has no blanks at the ends of its values; what is being typed may have.
  const [typed, setTyped] = useState<readonly Entry[]>([]);
  const others: readonly Entry[] = isSame(typed.map(asLine), lines) ? typed : lines.map((line): Entry => entryOf(CONTACT_LINES[list], line) ?? {});
  const primary: Entry = Object.fromEntries(Object.entries(own).map(([field, name]) => [field, String(form.value(name) ?? "")]));
  const names = Object.entries(own).filter(([field]) => field !== "kind");
  const isEmpty = (entry: Entry) => names.every(([field]) => (entry[field] ?? "").trim() === "");

  useEffect(() => {
    if (focusOn.current === null) return;
    place.current?.querySelectorAll<HTMLElement>("[data-entry]")[focusOn.current]?.querySelector("input")?.focus();
    focusOn.current = null;
  });

  function asLine(entry: Entry): string {
    return lineOf(CONTACT_LINES[list], entry as Record<string, string>);
  }
  function setOthers(entries: readonly Entry[], focus: number | null = null): void {
    setTyped(entries);
    form.set(list, entries.map(asLine));
    focusOn.current = focus;
  }
  function makePrimary(at: number): void {
    const chosen: Entry = others[at] ?? {};
    const rest = others.filter((_, index) => index !== at);
    for (const [field, name] of Object.entries(own)) form.set(name, chosen[field] ?? "");
    setOthers(isEmpty(primary) ? rest : [primary, ...rest], 0);
  }
  function moveUp(at: number): void {
    const [before, moved] = [others[at - 1], others[at]];
    if (before !== undefined && moved !== undefined) setOthers(others.toSpliced(at - 1, 2, moved, before), at);
  }
  const entriesOf = (at: number): MenuEntry[] => [
    { kind: "action", label: text("makePrimary"), onSelect: () => makePrimary(at) },
    ...(at === 0 ? [] : [{ kind: "action" as const, label: text("moveUp"), onSelect: () => moveUp(at) }]),
    { kind: "action", label: text("remove"), tone: "bad", onSelect: () => setOthers(others.toSpliced(at, 1), at) },
  ];
  const { error } = form.field(list);
  const isMissing = isEmpty(primary) && others.some((entry) => !isEmpty(entry));
  return (
    <div className="customer-contacts" ref={place} role="group" aria-labelledby={heading}>
      <h2 id={heading}>{text(title)}</h2>
      {isMissing && <p className="r-hint">{text("noPrimary")}</p>}
      <div className="customer-contact" data-entry data-list={list}>
        {names.map(([field, name]) => (
          <OneField
            key={name}
            field={field}
            label={customerText(field === "number" ? "phone" : field === "address" ? "email" : (field as "city"))}
            {...form.field(name)}
          />
        ))}
        <Kind
          list={list}
          label={text("kind")}
          of={customerText(own["kind"] as "phoneKind")}
          kind={primary["kind"] ?? ""}
          onKind={(kind) => form.set(own["kind"] ?? "", kind)}
        />
      </div>
      {others.map((entry, at) => {
        const of = text(nth, { n: at + 2 });
        const put = (field: string, value: string) => setOthers(others.with(at, { ...entry, [field]: value }));
        return (
          // Entries have no id, and two may be equal.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={at} className="customer-contact" data-entry data-list={list}>
            {names.map(([field]) => (
              <OneField
                key={field}
                field={field}
                label={names.length === 1 ? of : text("ofNumber", { field: customerText(field as "city"), of })}
                value={entry[field] ?? ""}
                onChange={({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => put(field, target.value)}
              />
            ))}
            <Kind list={list} label={text("kind")} of={of} kind={entry["kind"] ?? ""} onKind={(kind) => put("kind", kind)} />
            <Menu trigger={<IconButton label={text("moreOf", { of })} icon="more" />} entries={entriesOf(at)} />
          </div>
        );
      })}
      <ErrorText>{error}</ErrorText>
      <div>
        <Button variant="quiet" icon="plus" onClick={() => setOthers([...others, { kind: "" }], others.length + 1)}>
          {text(add)}
        </Button>
      </div>
    </div>
  );
}

/** A street may have several lines, which a field of one line would join. */
function OneField({ field, ...control }: { readonly field: string; readonly label: string } & Control) {
  return field === "street" ? <TextArea rows={2} autoComplete="off" {...control} /> : <TextField autoComplete="off" {...control} />;
}
type Control =
  | ReturnType<CustomerFields["field"]>
  | { readonly value: string; readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void };

/** A kind is one of some known words, or any others. */
function Kind({ list, label, of, kind, onKind }: { list: ContactList; label: string; of: string; kind: string; onKind: (kind: string) => void }) {
  const { wordsOf, kindOf } = useContactKinds();
  const text = useText(customerFormTexts);
  const id = useId();
  return (
    <div className="customer-contact-kind">
      <TextField
        label={label}
        aria-label={text("ofNumber", { field: label, of })}
        autoComplete="off"
        maxLength={40}
        list={id}
        placeholder={text("kindHint")}
        value={wordsOf(kind)}
        onChange={(event) => onKind(kindOf(event.target.value))}
      />
      <datalist id={id}>
        {LISTS[list].kinds.map((one) => (
          <option key={one} value={wordsOf(one)}>
            {wordsOf(one)}
          </option>
        ))}
      </datalist>
    </div>
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}
