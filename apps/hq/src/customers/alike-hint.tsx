import { useText } from "@rapport/app-shell";
import { contactsTyped, type EditedValues } from "@rapport/app-shell/customer-form";
import { Banner, useSettled } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { editTexts } from "./edit-texts.ts";
import { alikeQuery, type Alike } from "./queries.ts";

/** Says who of the legal entity has the account number, an e-mail address or a phone number of the form already, each with a link (CC10). */
export function AlikeHint({ legalEntity, values }: { legalEntity: string; values: EditedValues }) {
  const text = useText(editTexts);
  // A text, because an equal object is another one.
  const asked = useSettled(JSON.stringify(alikeOf(values)));
  const { accountNumber, emails, phones, country, addressBooks } = JSON.parse(asked) as Alike;
  const isAsked = accountNumber !== "" || emails.length + phones.length > 0;
  const found = useQuery({ ...alikeQuery(legalEntity, { accountNumber, emails, phones, country, addressBooks }), enabled: isAsked });
  const { customers = [], more = false } = isAsked ? (found.data ?? {}) : {};
  return (
    <div aria-live="polite">
      {customers.length > 0 && (
        <Banner tone="warn" title={text("alike")}>
          <ul className="hq-alike">
            {customers.map((customer) => (
              <li key={customer.accountNumber}>
                {/* What is typed here stays. */}
                <Link
                  to="/customers/of/$accountNumber"
                  params={{ accountNumber: customer.accountNumber }}
                  search={{ legalEntity }}
                  target="_blank"
                  rel="noreferrer"
                >
                  {customer.name}
                </Link>{" "}
                {text("alikeBy", { number: customer.accountNumber, by: customer.by.map((one) => text(`same.${one}`)).join(", ") })}
              </li>
            ))}
          </ul>
          {more && <p>{text("alikeMore")}</p>}
        </Banner>
      )}
    </div>
  );
}

function alikeOf(values: EditedValues): Alike {
  return {
    accountNumber: String(values["accountNumber"] ?? "")
      .trim()
      .slice(0, 100),
    ...contactsTyped(values),
    addressBooks: [values["addressBooks"] ?? []].flat().slice(0, 50),
  };
}
