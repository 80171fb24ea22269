import type { CustomerDetails } from "@rapport/contract/customers";
import { consentOf } from "@rapport/domain";
import { ConfirmDialog } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useReachWords } from "@rapport/app-shell/customer-form";
import { useState } from "react";
import type { ContactChannel } from "../timeline/activity-types.ts";
import { customerTexts } from "./texts.ts";

/** What a consent is about, for each way in which the device contacts somebody. */
const CONSENT_TO = { call: "phone", text: "text", mail: "email" } as const satisfies Record<ContactChannel, string>;

/** A contact that the device can begin. */
export interface HandOff {
  readonly href: string;
  readonly state: "" | "allowed" | "notAllowed";
  /** What it does, and whether they allow it; of that nothing where nothing is known. */
  readonly told: (what: string) => string;
  /** Asks first where it is not allowed. */
  readonly begin: () => void;
}

/** Hands contacts to the device. A channel that the customer does not allow asks first (HC9). `dialog` has to stand on the page. */
export function useHandOff(customer: CustomerDetails, onContact: (channel: ContactChannel) => void) {
  const text = useText(customerTexts);
  const words = useReachWords();
  const [asked, ask] = useState<{ readonly channel: ContactChannel; readonly href: string } | null>(null);
  const consent = (channel: ContactChannel) => consentOf(customer, CONSENT_TO[channel]);
  const handOff = (channel: ContactChannel, href: string): HandOff => {
    const { state } = consent(channel);
    return {
      href,
      state,
      told: (what) => (state === "" ? what : `${what}. ${words.state(state)}`),
      begin: () => (state === "notAllowed" ? ask({ channel, href }) : onContact(channel)),
    };
  };
  const said = asked === null ? "" : words.said(consent(asked.channel));
  const dialog = asked !== null && (
    <ConfirmDialog
      open
      onOpenChange={() => ask(null)}
      tone="primary"
      title={text(`handOff.${asked.channel}`, { name: customer.name })}
      text={[said === "" ? text("handOff.why", { name: customer.name }) : text("handOff.whySaid", { name: customer.name, said }), text("handOff.ask")].join(
        " ",
      )}
      confirmLabel={text(`handOff.anyway.${asked.channel}`)}
      cancelLabel={text("customer.cancel")}
      onConfirm={() => {
        ask(null);
        onContact(asked.channel);
        location.assign(asked.href);
      }}
    />
  );
  return { handOff, dialog };
}
