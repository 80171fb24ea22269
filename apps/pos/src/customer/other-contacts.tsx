import { useContactKinds, useText } from "@rapport/app-shell";
import type { CustomerDetails } from "@rapport/contract/customers";
import { addressLines } from "@rapport/domain";
import { Card, EmailText } from "@rapport/ui";
import type { ReactNode } from "react";
import { ContactLink } from "./contact-link.tsx";
import { mailLink, mapLink, phoneLinks } from "./contact-links.ts";
import type { ContactChannel } from "../timeline/activity-types.ts";
import { customerTexts } from "./texts.ts";
import { useHandOff } from "./use-hand-off.tsx";

/** What the header has no room for: further phones, e-mail addresses and addresses, each with its action, and the street of the primary address (HC4). */
export function OtherContacts({ customer, onContact }: { customer: CustomerDetails; onContact: (channel: ContactChannel) => void }) {
  const text = useText(customerTexts);
  const { handOff, dialog } = useHandOff(customer, onContact);
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
                <ContactLink to={handOff("call", href)} label={text("customer.callNumber", { name, number: written })}>
                  {written}
                </ContactLink>
              </div>
            ))}
            {numbers.length === 0 && number}
          </Contact>
        ))}
        {otherEmails.map(({ kind, address }, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Contact key={`email ${at}`} kind={kind} otherwise={text("customer.mail")}>
            <Mailed link={mailLink(address)} label={text("customer.mailAddress", { name, address })} handOff={handOff}>
              <EmailText address={address} />
            </Mailed>
          </Contact>
        ))}
        {addresses.map((address, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <Contact key={`address ${at}`} kind={address.kind} otherwise={text("customer.homeAddress")}>
            <Mapped href={mapLink(address)} label={text("customer.mapName", { place: addressLines(address).join(", ") })}>
              <span className="customer-address">{addressLines(address).join("\n")}</span>
            </Mapped>
          </Contact>
        ))}
      </dl>
      {dialog}
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

function Mailed({
  link,
  label,
  handOff,
  children,
}: {
  link: string | null;
  label: string;
  handOff: ReturnType<typeof useHandOff>["handOff"];
  children: ReactNode;
}) {
  if (link === null) return children;
  return (
    <ContactLink to={handOff("mail", link)} label={label}>
      {children}
    </ContactLink>
  );
}

function Mapped({ href, label, children }: { href: string | null; label: string; children: ReactNode }) {
  if (href === null) return children;
  return (
    <a href={href} aria-label={label} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
