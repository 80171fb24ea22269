import type { CustomerDetails } from "@rapport/contract/customers";
import { consentOf } from "@rapport/domain";
import { ConfirmDialog } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { useReachWords } from "@rapport/app-shell/customer-form";
import { type MouseEvent, useState } from "react";
import type { ContactChannel } from "../timeline/activity-types.ts";
import { customerTexts } from "./texts.ts";

/** What a consent is about, for each way in which the device contacts somebody. */
export const CONSENT_TO = { call: "phone", text: "text", mail: "email" } as const satisfies Record<ContactChannel, string>;

/** Links that hand a contact to the device. A channel that the customer does not allow asks first (HC9). `dialog` has to stand on the page. */
export function useHandOff(customer: CustomerDetails, onContact: (channel: ContactChannel) => void) {
  const text = useText(customerTexts);
  const words = useReachWords();
  const [asked, ask] = useState<{ readonly channel: ContactChannel; readonly href: string } | null>(null);
  const consent = (channel: ContactChannel) => consentOf(customer, CONSENT_TO[channel]);
  const linkTo = (channel: ContactChannel, href: string) => ({
    href,
    onClick(event: MouseEvent) {
      if (consent(channel).state !== "notAllowed") return onContact(channel);
      event.preventDefault();
      ask({ channel, href });
    },
  });
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
  return { linkTo, dialog };
}
