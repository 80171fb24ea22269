import type { CustomerDetails } from "@rapport/contract/customers";
import { Banner, Button, IconButton } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { activityTexts } from "../timeline/activity-texts.ts";
import type { ActivityValues } from "../timeline/activity-form.tsx";
import { type ContactChannel, nameIn, typeOfContact, useActivityTypes } from "../timeline/activity-types.ts";
import { useSession } from "../session/use-session.ts";
import { momentOf } from "./moment-of.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";

/** A contact that was started from this page. */
export interface Contact {
  readonly channel: ContactChannel;
  readonly startedAt: Date;
}

/** After a call, a message or a mail was started from the page: one tap logs it. */
export function Contacted({
  customer: { customerId, name },
  contact: { channel, startedAt },
  onDetails,
  onDone,
}: {
  customer: Pick<CustomerDetails, "customerId" | "name">;
  contact: Contact;
  /** Gets what is known of the contact, for the form. */
  onDetails: (begin: Partial<ActivityValues>) => void;
  onDone: () => void;
}) {
  const text = useText(activityTexts);
  const { language } = usePreferences().appearance;
  const unsent = useUnsentEntries();
  const { timeZone } = useSession().legalEntity;
  const types = useActivityTypes().data?.activityTypes ?? [];
  const type = typeOfContact(channel, types);
  const ofType = type === undefined ? null : { type: type.code as string, typeName: nameIn(type.name, language) };
  const log = () => {
    if (ofType === null) return;
    unsent.add({ kind: "activity", customerId, customerName: name, ...ofType, ...momentOf({ startedAt, now: new Date(), timeZone }), title: "", text: "" });
    onDone();
  };
  const details = () => {
    const { day, time } = momentOf({ startedAt, now: new Date(), timeZone });
    onDetails({ ...ofType, day, time });
  };
  return (
    <div className="contacted">
      <Banner
        tone="info"
        actions={
          <>
            {type !== undefined && (
              <Button variant="primary" onClick={log}>
                {text("contacted.log", { type: nameIn(type.name, language) })}
              </Button>
            )}
            <Button variant={type === undefined ? "primary" : "quiet"} onClick={details}>
              {text(type === undefined ? "log" : "contacted.details")}
            </Button>
            <IconButton label={text("contacted.dismiss")} icon="close" onClick={onDone} />
          </>
        }
      >
        {text(`contacted.${channel}`, { name })}
      </Banner>
    </div>
  );
}
