import type { CustomerDetails } from "@rapport/contract/customers";
import { Card, useFormats } from "@rapport/ui";
import { usePreferences, useText } from "@rapport/app-shell";
import { shownAttribute, shownSlot, type Shown } from "../client-book/slot.ts";
import { bookTexts } from "../client-book/texts.ts";
import { useNotation } from "../client-book/use-notation.ts";
import { customerTexts } from "./texts.ts";

/** Where an attribute stands on the page. */
export function attributePlace(code: string): string {
  return `attribute-${code}`;
}

/** The measures, each with the time at which it was computed. */
export function Insights({ measures }: { measures: CustomerDetails["measures"] }) {
  const text = useText(customerTexts);
  const bookText = useText(bookTexts);
  const formats = useFormats();
  const notation = useNotation();
  return (
    <Card title={text("customer.insights")}>
      {measures.length === 0 ? (
        <p className="r-muted">{text("customer.noInsights")}</p>
      ) : (
        <dl className="measures">
          {measures.map((slot) => (
            <div key={slot.code}>
              <dt>{bookText(`measure.${slot.code}`)}</dt>
              <dd className="measure-value">
                <Value shown={shownSlot(slot, notation)} />
              </dd>
              <dd className="r-small r-faint">
                {slot.refreshedAt === null ? bookText("slot.notRefreshed") : bookText("slot.refreshed", { when: formats.dateTime(slot.refreshedAt) })}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

/** The attributes: for a client first those of the client-book group (R25), then those that every customer has. */
export function Attributes({ attributes }: { attributes: CustomerDetails["attributes"] }) {
  const text = useText(customerTexts);
  const groups = (["clientBook", "customer"] as const)
    .map((group) => ({ group, members: attributes.filter((attribute) => attribute.group === group) }))
    .filter(({ members }) => members.length > 0);
  return (
    <Card title={text("customer.preferences")}>
      {groups.length === 0 && <p className="r-muted">{text("customer.noPreferences")}</p>}
      {groups.map(({ group, members }) => (
        <div key={group} className="attribute-group">
          {groups.length > 1 && <h3>{text(group === "clientBook" ? "customer.clientPreferences" : "customer.generalPreferences")}</h3>}
          <AttributeList attributes={members} />
        </div>
      ))}
    </Card>
  );
}

function AttributeList({ attributes }: { attributes: CustomerDetails["attributes"] }) {
  const { appearance } = usePreferences();
  const notation = useNotation();
  return (
    <dl className="attributes">
      {attributes.map((attribute) => (
        <div key={attribute.code} id={attributePlace(attribute.code)} tabIndex={-1}>
          <dt>{attribute.name[appearance.language]}</dt>
          <dd>
            <Value shown={shownAttribute(attribute, notation)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ shown: { value, note, state, isDefault } }: { shown: Shown }) {
  const bookText = useText(bookTexts);
  if (state === "unavailable") return <span className="r-muted">{bookText("slot.unavailable")}</span>;
  if (state === "none") {
    return (
      <>
        <span className="r-none" aria-hidden="true">
          –
        </span>
        <span className="r-hidden">{bookText("slot.none")}</span>
      </>
    );
  }
  return (
    <>
      {value}
      {note !== null && (
        <span className="slot-note" data-quiet={isDefault ? "" : undefined}>
          {note}
        </span>
      )}
    </>
  );
}
