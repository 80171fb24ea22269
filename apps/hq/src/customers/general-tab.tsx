import { useText } from "@rapport/app-shell";
import type { CustomerProfile } from "@rapport/contract/customers";
import { Card, EmailText, useFormats } from "@rapport/ui";
import { Fragment, type ReactNode } from "react";
import { customerTexts } from "./texts.ts";

/** Names, contacts, stores and the owner of the book. */
export function GeneralTab({ profile }: { profile: CustomerProfile }) {
  const text = useText(customerTexts);
  const formats = useFormats();
  const { firstName, lastName, phone, phoneNumbers, email, city, country, addressBooks, stores, book } = profile;
  return (
    <div className="hq-customer-cards">
      <Card title={text("contact")}>
        <Facts
          facts={[
            [text("firstName"), firstName],
            [text("lastName"), lastName],
            [text("phone"), phone === "" ? "" : <Phones key="phones" phone={phone} numbers={phoneNumbers} />],
            [text("email"), email === "" ? "" : <EmailText key="email" address={email} />],
            [text("city"), city],
            [text("country"), country],
          ]}
        />
      </Card>
      <Card title={text("storesAndBook")}>
        <Facts
          facts={[
            [text("stores"), stores.length === 0 ? text("noStores") : formats.list(stores.map(({ name }) => name))],
            [text("addressBooks"), formats.list(addressBooks.map(({ name }) => name))],
            [text("owner"), book === null ? text("inNoBook") : text("inBook", { owner: book.owner.name, id: book.clientBookId })],
          ]}
        />
      </Card>
    </div>
  );
}

/** Each number as it was written, and as it is dialled. */
function Phones({ phone, numbers }: Pick<CustomerProfile, "phone"> & { numbers: CustomerProfile["phoneNumbers"] }) {
  const text = useText(customerTexts);
  if (numbers.length === 0) return phone;
  return numbers.map(({ written, e164, extension }) => (
    <div key={written}>
      {e164 === null ? written : <a href={`tel:${e164}`}>{written}</a>}
      {e164 !== null && (
        <div className="r-small r-muted">
          {[text("dialled", { e164 }), extension === "" ? "" : text("extension", { extension })].filter((part) => part !== "").join(", ")}
        </div>
      )}
    </div>
  ));
}

/** Names with their values, a dash for none. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  const text = useText(customerTexts);
  return (
    <dl className="hq-facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>
            {value === "" ? (
              <>
                <span aria-hidden="true">–</span>
                <span className="r-hidden">{text("none")}</span>
              </>
            ) : (
              value
            )}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
