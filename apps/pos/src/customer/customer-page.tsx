import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Loaded, Skeleton } from "@rapport/ui";
import "./customer.css";
import { AddNoteSheet } from "../timeline/add-note-sheet.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { useIsOn } from "../session/use-session.ts";
import { BeforeContact } from "./before-contact.tsx";
import { CustomerHeader } from "./customer-header.tsx";
import { customerQuery } from "./customer-query.ts";
import { Attributes, Insights } from "./facts.tsx";
import { OtherContacts } from "./other-contacts.tsx";

const route = getRouteApi("/signed-in/customers/$customerId");

export function CustomerPage() {
  const { customerId } = route.useParams();
  const customer = useQuery(customerQuery(customerId));
  const hasTimeline = useIsOn("clienteling");
  const [writing, setWriting] = useState(false);
  return (
    <main className="page customer">
      <Loaded query={customer} skeleton={<CustomerSkeleton />}>
        {(details) => (
          <>
            <CustomerHeader customer={details} onAddNote={() => setWriting(true)} />
            <div className="customer-body">
              {hasTimeline && <BeforeContact customerId={customerId} />}
              <div className="customer-facts">
                <Insights measures={details.measures} />
                <Attributes attributes={details.attributes} />
                <OtherContacts customer={details} />
              </div>
              {hasTimeline && <Timeline customerId={customerId} name={details.name} />}
            </div>
            {hasTimeline && <AddNoteSheet customerId={customerId} name={details.name} open={writing} onOpenChange={setWriting} />}
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
