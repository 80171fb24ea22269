import type { CustomerDetails } from "@rapport/contract/customers";
import { LinkButton } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import type { ContactChannel } from "../timeline/activity-types.ts";
import { ContactButton } from "./contact-link.tsx";
import { mailLink, mapLink, phoneLinks, textLink } from "./contact-links.ts";
import { customerTexts } from "./texts.ts";
import { useHandOff } from "./use-hand-off.tsx";

/** Calls, writes or looks up where they live, by the device; each with what the customer allows (HC9). */
export function ContactActions({ customer, place, onContact }: { customer: CustomerDetails; place: string; onContact: (channel: ContactChannel) => void }) {
  const text = useText(customerTexts);
  const { handOff, dialog } = useHandOff(customer, onContact);
  const { name } = customer;
  const message = textLink(customer.phoneNumbers);
  const mail = mailLink(customer.email);
  const map = mapLink(customer);
  return (
    <>
      {phoneLinks(customer.phoneNumbers).map(({ written, href }, index, all) => (
        <ContactButton
          key={written}
          to={handOff("call", href)}
          icon="phone"
          label={all.length === 1 ? text("customer.callName", { name }) : text("customer.callNumber", { name, number: written })}
          title={written}
        >
          {index === 0 ? text("customer.call") : written}
        </ContactButton>
      ))}
      {message !== null && (
        <ContactButton
          to={handOff("text", message.href)}
          icon="message"
          label={text("customer.textName", { name, number: message.written })}
          title={message.written}
        >
          {text("customer.text")}
        </ContactButton>
      )}
      {mail !== null && (
        <ContactButton to={handOff("mail", mail)} icon="mail" label={text("customer.mailName", { name })} title={customer.email}>
          {text("customer.mail")}
        </ContactButton>
      )}
      {map !== null && (
        <LinkButton href={map} icon="map" target="_blank" rel="noreferrer" aria-label={text("customer.mapName", { place })} title={place}>
          <span className="contact-word">{text("customer.map")}</span>
        </LinkButton>
      )}
      {dialog}
    </>
  );
}
