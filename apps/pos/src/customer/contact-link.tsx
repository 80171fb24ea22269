import { Button, Icon, type IconName, LinkButton } from "@rapport/ui";
import type { ReactNode } from "react";
import type { HandOff } from "./use-hand-off.tsx";

interface Contact {
  /** Where it leads, and what the customer says to that (HC9). */
  readonly to: HandOff;
  /** What it does, in words. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Hands a contact to the device. One that is not allowed is no link, because a link can be followed without being asked: by a long press, or in another tab. */
export function ContactButton({ to, label, icon, title, children }: Contact & { icon: IconName; title: string }) {
  const look = { icon, "data-consent": to.state, "aria-label": to.told(label), title: to.told(title), onClick: to.begin };
  const inside = (
    <>
      <span className="contact-word">{children}</span>
      <ConsentMark state={to.state} />
    </>
  );
  return to.state === "notAllowed" ? (
    <Button {...look}>{inside}</Button>
  ) : (
    <LinkButton {...look} href={to.href}>
      {inside}
    </LinkButton>
  );
}

/** The same within a text. */
export function ContactLink({ to, label, children }: Contact) {
  const look = { "data-consent": to.state, "aria-label": to.told(label), onClick: to.begin };
  const inside = (
    <>
      {children}
      <ConsentMark state={to.state} />
    </>
  );
  return to.state === "notAllowed" ? (
    <button type="button" className="contact-link" {...look}>
      {inside}
    </button>
  ) : (
    <a className="contact-link" {...look} href={to.href}>
      {inside}
    </a>
  );
}

/** The name of what it stands in says it in words. */
function ConsentMark({ state }: Pick<HandOff, "state">) {
  return (
    state !== "" && (
      <span className="consent-mark" data-consent={state}>
        <Icon name={state === "allowed" ? "check" : "close"} size={12} />
      </span>
    )
  );
}
