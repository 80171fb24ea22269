import { lazy, Suspense, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Loaded, Skeleton } from "@rapport/ui";
import "./customer.css";
import { AddNoteSheet } from "../timeline/add-note-sheet.tsx";
import type { ActivityValues } from "../timeline/activity-form.tsx";
import { useIsOn } from "../session/use-session.ts";
import { BeforeContact } from "./before-contact.tsx";
import { ClientTabs } from "./client-tabs.tsx";
import { Summary } from "../summary/summary.tsx";
import { useShowRows } from "./use-show-rows.ts";
import { type Contact, Contacted } from "./contacted.tsx";
import { CustomerHeader } from "./customer-header.tsx";
import { customerQuery } from "./customer-query.ts";
import { Attributes, Insights } from "./facts.tsx";
import { OtherContacts } from "./other-contacts.tsx";
import { ReachCard } from "./reach-card.tsx";

// Loaded when it is first needed: a form with a calendar is large.
const LogActivitySheet = lazy(async () => ({ default: (await import("../timeline/log-activity-sheet.tsx")).LogActivitySheet }));
/** The sheet of an activity is open, with what is known of it. */
interface Logging {
  readonly begin?: Partial<ActivityValues>;
}
const route = getRouteApi("/signed-in/customers/$customerId");

export function CustomerPage() {
  const { customerId } = route.useParams();
  const customer = useQuery(customerQuery(customerId));
  const hasTimeline = useIsOn("clienteling");
  const showRows = useShowRows();
  const [writing, setWriting] = useState(false);
  const [logging, setLogging] = useState<Logging | null>(null);
  const [contact, setContact] = useState<Contact | null>(null);
  const begin = (channel: Contact["channel"]) => setContact({ channel, startedAt: new Date() });
  return (
    <main className="page customer">
      <Loaded query={customer} skeleton={<CustomerSkeleton />}>
        {(details) => (
          <>
            <CustomerHeader customer={details} onAddNote={() => setWriting(true)} onLog={() => setLogging({})} onContact={begin} />
            {hasTimeline && contact !== null && (
              <Contacted
                customer={details}
                contact={contact}
                onDetails={(begin) => {
                  setContact(null);
                  setLogging({ begin });
                }}
                onDone={() => setContact(null)}
              />
            )}
            <div className="customer-body">
              {hasTimeline && <BeforeContact customerId={customerId} />}
              {hasTimeline && <Summary customerId={customerId} onOpen={showRows} />}
              <div className="customer-facts">
                <Insights measures={details.measures} />
                <Attributes attributes={details.attributes} />
                <ReachCard customer={details} />
                <OtherContacts customer={details} onContact={begin} />
              </div>
              {hasTimeline && <ClientTabs customerId={customerId} name={details.name} onReopened={() => setLogging({})} />}
            </div>
            {hasTimeline && <AddNoteSheet customerId={customerId} name={details.name} open={writing} onOpenChange={setWriting} />}
            {hasTimeline && logging !== null && (
              <Suspense>
                <LogActivitySheet customerId={customerId} name={details.name} begin={logging.begin} onClose={() => setLogging(null)} />
              </Suspense>
            )}
          </>
        )}
      </Loaded>
    </main>
  );
}

function CustomerSkeleton() {
  return (
    <div aria-hidden="true">
      <div className="customer-head">
        <Skeleton round height={84} />
        <div className="customer-who">
          <Skeleton width={260} height={34} />
          <Skeleton width={320} height={16} />
        </div>
      </div>
      <div className="customer-body">
        <div className="customer-facts">
          <Skeleton height={170} />
          <Skeleton height={240} />
        </div>
        <Skeleton height={460} />
      </div>
    </div>
  );
}
