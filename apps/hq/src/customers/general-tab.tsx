import { useContactKinds, useText } from "@rapport/app-shell";
import { customerFieldTexts, useReachWords } from "@rapport/app-shell/customer-form";
import type { CustomerProfile } from "@rapport/contract/customers";
import { addressLines } from "@rapport/domain";
import { Card, EmailText, useFormats } from "@rapport/ui";
import { Fragment, type ReactNode } from "react";
import { useFeatureIsOn } from "../session/use-feature.ts";
import { PhotoCard } from "./photo-card.tsx";
import type { OneCustomer } from "./queries.ts";
import { customerTexts } from "./texts.ts";

/** Names, contacts, stores and the owner of the book. */
export function GeneralTab({ params, profile }: { params: OneCustomer; profile: CustomerProfile }) {
  const text = useText(customerTexts);
  const formats = useFormats();
  const isClientelingOn = useFeatureIsOn("clienteling");
  const fieldText = useText(customerFieldTexts);
  const words = useReachWords();
  const { firstName, lastName, addressBooks, stores, book, preferredLanguage, preferredChannel } = profile;
  return (
    <div className="hq-customer-cards">
      <Card title={text("contact")}>
        <Facts
          facts={[
            [text("firstName"), firstName],
            [text("lastName"), lastName],
            [text("phone"), entries(phonesOf(profile))],
            [text("email"), entries(emailsOf(profile))],
            [text("address"), entries(addressesOf(profile))],
            [fieldText("preferredLanguage"), preferredLanguage === "" ? "" : words.language(preferredLanguage)],
            [fieldText("preferredChannel"), preferredChannel === "" ? "" : words.channel(preferredChannel)],
          ]}
        />
      </Card>
      <PhotoCard params={params} profile={profile} />
      <Card title={text(isClientelingOn ? "storesAndBook" : "storesOnly")}>
        <Facts
          facts={[
            [text("stores"), stores.length === 0 ? text("noStores") : formats.list(stores.map(({ name }) => name))],
            [text("addressBooks"), formats.list(addressBooks.map(({ name }) => name))],
            ...(isClientelingOn
              ? [[text("owner"), book === null ? text("inNoBook") : text("inBook", { owner: book.owner.name, id: book.clientBookId })] as const]
              : []),
          ]}
        />
      </Card>
    </div>
  );
}

interface Entry {
  readonly kind: string;
  readonly isPrimary: boolean;
  readonly shown: ReactNode;
}

/** The primary one first, each with its kind; '' for none. */
function entries(all: readonly Entry[]): ReactNode {
  // Entries have no id, and two may be equal.
  // oxlint-disable-next-line react/no-array-index-key
  return all.length === 0 ? "" : all.map((entry, at) => <ShownEntry key={at} {...entry} isAlone={all.length === 1} />);
}

function ShownEntry({ kind, isPrimary, isAlone, shown }: Entry & { readonly isAlone: boolean }) {
  const text = useText(customerTexts);
  const { wordsOf } = useContactKinds();
  const about = [isPrimary && !isAlone ? text("primary") : "", wordsOf(kind)].filter((part) => part !== "");
  return (
    <div className="hq-contact-shown">
      {shown}
      {about.length > 0 && <span className="r-small r-muted">{about.join(" · ")}</span>}
    </div>
  );
}

export function phonesOf({ phone, phoneKind, phoneNumbers, otherPhones }: CustomerProfile): Entry[] {
  return [
    ...(phone === "" ? [] : [{ kind: phoneKind, isPrimary: true, shown: <Phones phone={phone} numbers={phoneNumbers} /> }]),
    ...otherPhones.map(({ kind, number, numbers }) => ({ kind, isPrimary: false, shown: <Phones phone={number} numbers={numbers} /> })),
  ];
}

export function emailsOf({ email, emailKind, otherEmails }: CustomerProfile): Entry[] {
  return [
    ...(email === "" ? [] : [{ kind: emailKind, isPrimary: true, shown: <EmailText address={email} /> }]),
    ...otherEmails.map(({ kind, address }) => ({ kind, isPrimary: false, shown: <EmailText address={address} /> })),
  ];
}

function addressesOf(profile: CustomerProfile): Entry[] {
  const own = { ...profile, kind: profile.addressKind, isPrimary: true };
  return [own, ...profile.otherAddresses.map((address) => ({ ...address, isPrimary: false }))].flatMap(({ kind, isPrimary, ...address }) => {
    const lines = addressLines(address);
    return lines.length === 0 ? [] : [{ kind, isPrimary, shown: <div className="hq-address">{lines.join("\n")}</div> }];
  });
}

/** Each number as it was written, and as it is dialled. */
function Phones({ phone, numbers }: { phone: string; numbers: CustomerProfile["phoneNumbers"] }) {
  const text = useText(customerTexts);
  if (numbers.length === 0) return phone;
  return numbers.map(({ written, e164, extension }) => (
    <div key={written}>
      {e164 === null ? written : <a href={`tel:${e164}`}>{written}</a>}
      {e164 !== null && (
        <div className="r-small r-muted">
          {[text("dialled", { e164 }), extension === "" ? "" : text("extension", { extension })].filter((part) => part !== "").join(", ")}
        </div>
      )}
    </div>
  ));
}

/** Names with their values, a dash for none. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  const text = useText(customerTexts);
  return (
    <dl className="hq-facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>
            {value === "" ? (
              <>
                <span aria-hidden="true">–</span>
                <span className="r-hidden">{text("none")}</span>
              </>
            ) : (
              value
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
