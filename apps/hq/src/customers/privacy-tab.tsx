import { useText } from "@rapport/app-shell";
import { CHANNELS, type CustomerProfile } from "@rapport/contract/customers";
import { consentOf } from "@rapport/domain";
import { Card, DataTable, EmptyState, Loaded, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEntryWords } from "../audit/entry-words.ts";
import { auditTexts } from "../audit/texts.ts";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { OPT_OUTS, useReachWords } from "@rapport/app-shell/customer-form";
import { Facts } from "./general-tab.tsx";
import { type OneCustomer, seenByQuery } from "./queries.ts";
import { customerTexts } from "./texts.ts";

/** What the customer agreed to and did not want, and who looked at them (HC7). */
export function PrivacyTab({ params, profile }: { params: OneCustomer; profile: CustomerProfile }) {
  const text = useText(customerTexts);
  const words = useReachWords();
  return (
    <div className="hq-customer-tab">
      <div className="hq-customer-cards">
        <Card title={text("optOuts")}>
          <Facts facts={OPT_OUTS.map((name) => [text(name), text(profile[name] ? "optedOut" : "wanted")])} />
          <p className="r-hint">{text("optOutTrackingHint")}</p>
        </Card>
        <Card title={text("consents")}>
          <Facts
            facts={CHANNELS.map((channel) => {
              const consent = consentOf(profile, channel);
              const said = consent.state === "" ? "" : words.said(consent);
              return [words.channel(channel), said === "" ? words.state(consent.state) : `${words.state(consent.state)} · ${said}`] as const;
            })}
          />
          <p className="r-hint">{text("consentsHint")}</p>
        </Card>
      </div>
      <SeenBy params={params} customerId={profile.customerId} />
    </div>
  );
}

function SeenBy({ params: { legalEntity }, customerId }: { params: OneCustomer; customerId: string }) {
  const text = useText(customerTexts);
  const entities = useQuery(entitiesQueryFor("audit.read"));
  return (
    <Card title={text("seenBy")}>
      <Loaded query={entities}>
        {(all) =>
          all.some(({ code }) => code === legalEntity) ? <Entries legalEntity={legalEntity} customerId={customerId} /> : <p>{text("seenByHidden")}</p>
        }
      </Loaded>
    </Card>
  );
}

function Entries({ legalEntity, customerId }: { legalEntity: string; customerId: string }) {
  const text = useText(customerTexts);
  const auditText = useText(auditTexts);
  const formats = useFormats();
  const words = useEntryWords();
  return (
    <Loaded
      query={useQuery(seenByQuery({ legalEntity, customerId }))}
      isEmpty={({ entries }) => entries.length === 0}
      empty={<EmptyState title={text("seenByNobody")} />}
    >
      {({ entries }) => (
        <>
          <DataTable
            caption={text("seenBy")}
            narrow="stack"
            rows={entries}
            rowKey={({ id }) => String(id)}
            columns={[
              { key: "at", header: auditText("when"), isRowHeader: true, cell: ({ at }) => <time dateTime={at}>{formats.dateTime(at)}</time> },
              { key: "who", header: auditText("who"), cell: (entry) => words.who(entry) },
              { key: "side", header: text("seenFrom"), cell: (entry) => words.side(entry) },
              { key: "what", header: auditText("what"), cell: (entry) => words.action(entry) },
            ]}
          />
          <Link to="/audit" search={{ customer: customerId, legalEntity }} className="r-button" data-variant="quiet">
            {text("seenByMore")}
          </Link>
        </>
      )}
    </Loaded>
  );
}
