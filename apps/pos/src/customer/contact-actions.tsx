import type { CustomerDetails } from "@rapport/contract/customers";
import { consentOf } from "@rapport/domain";
import { Icon, LinkButton } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useReachWords } from "@rapport/app-shell/customer-form";
import type { ContactChannel } from "../timeline/activity-types.ts";
import { mailLink, mapLink, phoneLinks, textLink } from "./contact-links.ts";
import { customerTexts } from "./texts.ts";
import { CONSENT_TO, useHandOff } from "./use-hand-off.tsx";

/** Calls, writes or looks up where they live, by the device; each with what the customer allows (HC9). */
export function ContactActions({ customer, place, onContact }: { customer: CustomerDetails; place: string; onContact: (channel: ContactChannel) => void }) {
  const text = useText(customerTexts);
  const words = useReachWords();
  const { linkTo, dialog } = useHandOff(customer, onContact);
  const { name } = customer;
  const message = textLink(customer.phoneNumbers);
  const mail = mailLink(customer.email);
  const map = mapLink(customer);
  const stateOf = (channel: ContactChannel) => consentOf(customer, CONSENT_TO[channel]).state;
  /** What it does, and whether they allow it; of that nothing where nothing is known. */
  const told = (channel: ContactChannel, what: string) => {
    const state = stateOf(channel);
    return state === "" ? what : `${what}. ${words.state(state)}`;
  };
  return (
    <>
      {phoneLinks(customer.phoneNumbers).map(({ written, href }, index, all) => (
        <LinkButton
          key={written}
          {...linkTo("call", href)}
          icon="phone"
          data-consent={stateOf("call")}
          aria-label={told("call", all.length === 1 ? text("customer.callName", { name }) : text("customer.callNumber", { name, number: written }))}
          title={told("call", written)}
        >
          <span className="contact-word">{index === 0 ? text("customer.call") : written}</span>
          <ConsentMark state={stateOf("call")} />
        </LinkButton>
      ))}
      {message !== null && (
        <LinkButton
          {...linkTo("text", message.href)}
          icon="message"
          data-consent={stateOf("text")}
          aria-label={told("text", text("customer.textName", { name, number: message.written }))}
          title={told("text", message.written)}
        >
          <span className="contact-word">{text("customer.text")}</span>
          <ConsentMark state={stateOf("text")} />
        </LinkButton>
      )}
      {mail !== null && (
        <LinkButton
          {...linkTo("mail", mail)}
          icon="mail"
          data-consent={stateOf("mail")}
          aria-label={told("mail", text("customer.mailName", { name }))}
          title={told("mail", customer.email)}
        >
          <span className="contact-word">{text("customer.mail")}</span>
          <ConsentMark state={stateOf("mail")} />
        </LinkButton>
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

/** The button's name says it in words. */
function ConsentMark({ state }: { state: "" | "allowed" | "notAllowed" }) {
  return (
    state !== "" && (
      <span className="consent-mark" data-consent={state}>
        <Icon name={state === "allowed" ? "check" : "close"} size={12} />
      </span>
    )
  );
}
