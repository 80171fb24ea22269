import { CHANNELS, type CustomerDetails } from "@rapport/contract/customers";
import { consentOf } from "@rapport/domain";
import { Card } from "@rapport/ui";
import { useText } from "@rapport/app-shell";
import { reachTexts, useReachWords } from "@rapport/app-shell/customer-form";
import { customerTexts } from "./texts.ts";

/** How the client wants to be reached, and what they allow, with when and where they said so (HC9). */
export function ReachCard({ customer }: { customer: CustomerDetails }) {
  const text = useText(customerTexts);
  const reachText = useText(reachTexts);
  const words = useReachWords();
  const { preferredLanguage, preferredChannel } = customer;
  return (
    <Card title={reachText("title")}>
      <dl className="attributes">
        {preferredChannel !== "" && <Row name={text("customer.channel")} value={words.channel(preferredChannel)} said="" />}
        {preferredLanguage !== "" && <Row name={text("customer.language")} value={words.language(preferredLanguage)} said="" />}
        {CHANNELS.map((channel) => {
          const consent = consentOf(customer, channel);
          return <Row key={channel} name={words.channel(channel)} value={words.state(consent.state)} said={words.said(consent)} state={consent.state} />;
        })}
      </dl>
    </Card>
  );
}

function Row({ name, value, said, state }: { name: string; value: string; said: string; state?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-consent={state}>
        {value}
        {said !== "" && (
          <span className="slot-note" data-quiet="">
            {said}
          </span>
        )}
      </dd>
    </div>
  );
}
