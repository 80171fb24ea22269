import { useQuery } from "@tanstack/react-query";
import type { CustomerDetails } from "@rapport/contract/customers";
import { Banner, Button, IconButton } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { activityTexts } from "../timeline/activity-texts.ts";
import { activityTypesQuery, type ContactChannel, nameIn, typeOfContact } from "../timeline/activity-types.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";

/** A contact that was started from this page. */
export interface Contact {
  readonly channel: ContactChannel;
  readonly startedAt: Date;
}

const NOW_MS = 10 * 60_000;

/** After a call, a message or a mail was started from the page: one tap logs it. */
export function Contacted({
  customer: { customerId, name },
  contact: { channel, startedAt },
  onDetails,
  onDone,
}: {
  customer: Pick<CustomerDetails, "customerId" | "name">;
  contact: Contact;
  onDetails: () => void;
  onDone: () => void;
}) {
  const text = useText(activityTexts);
  const { language } = usePreferences().appearance;
  const unsent = useUnsentEntries();
  const types = useQuery(activityTypesQuery).data?.activityTypes ?? [];
  const type = typeOfContact(channel, types);
  const log = () => {
    if (type === undefined) return;
    const typed = { type: type.code as string, typeName: nameIn(type.name, language), day: "", time: "", at: timeOf(startedAt), title: "", text: "" };
    unsent.save({ kind: "activity", customerId, customerName: name, ...typed });
    onDone();
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
            <Button variant={type === undefined ? "primary" : "quiet"} onClick={onDetails}>
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

/** A contact of just now is *now*, so that the device's clock need not be right. */
function timeOf(startedAt: Date): string | null {
  return Date.now() - startedAt.getTime() < NOW_MS ? null : startedAt.toISOString();
}
