import { useContactKinds, useText } from "@rapport/app-shell";
import type { CustomerDetails } from "@rapport/contract/customers";
import { addressLines } from "@rapport/domain";
import { Card, EmailText } from "@rapport/ui";
import type { ReactNode } from "react";
import { mailLink, mapLink, phoneLinks } from "./contact-links.ts";
import { customerTexts } from "./texts.ts";

/** What the header has no room for: further phones, e-mail addresses and addresses, each with its action, and the street of the primary address (HC4). */
export function OtherContacts({ customer }: { customer: CustomerDetails }) {
  const text = useText(customerTexts);
  const { name, otherPhones, otherEmails, otherAddresses } = customer;
  const hasStreet = customer.street !== "" || customer.postalCode !== "";
  const addresses = [...(hasStreet ? [{ ...customer, kind: customer.addressKind }] : []), ...otherAddresses];
  if (otherPhones.length + otherEmails.length + addresses.length === 0) return null;
  return (
    <Card title={text("customer.reach")}>
      <dl className="contacts">
        {otherPhones.map(({ kind, number, numbers }, at) => (
          // Contacts have no id, and two may be equal.
          // oxlint-disable-next-line react/no-array-index-key
          <Contact key={`phone ${at}`} kind={kind} otherwise={text("customer.call")}>
            {phoneLinks(numbers).map(({ written, href }) => (
              <div key={written}>
                <a href={href} aria-label={text("customer.callNumber", { name, number: written })}>
                  {written}
                </a>
              </div>
            ))}
            {numbers.length === 0 && number}
          </Contact>
        ))}
        {otherEmails.map(({ kind, address }, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Contact key={`email ${at}`} kind={kind} otherwise={text("customer.mail")}>
            <Linked href={mailLink(address)} label={text("customer.mailAddress", { name, address })}>
              <EmailText address={address} />
            </Linked>
          </Contact>
        ))}
        {addresses.map((address, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Contact key={`address ${at}`} kind={address.kind} otherwise={text("customer.homeAddress")}>
            <Linked href={mapLink(address)} label={text("customer.mapName", { place: addressLines(address).join(", ") })} away>
              <span className="customer-address">{addressLines(address).join("\n")}</span>
            </Linked>
          </Contact>
        ))}
      </dl>
    </Card>
  );
}

function Contact({ kind, otherwise, children }: { kind: string; otherwise: string; children: ReactNode }) {
  const { wordsOf } = useContactKinds();
  return (
    <div>
      <dt>{kind === "" ? otherwise : wordsOf(kind)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Linked({ href, label, away = false, children }: { href: string | null; label: string; away?: boolean; children: ReactNode }) {
  if (href === null) return children;
  return (
    <a href={href} aria-label={label} {...(away && { target: "_blank", rel: "noreferrer" })}>
      {children}
    </a>
  );
}
