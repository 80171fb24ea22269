import { Link } from "@tanstack/react-router";
import type { Reply } from "@rapport/contract";
import type { findAlikeAtStore } from "@rapport/contract/customers";
import { useText } from "@rapport/app-shell";
import { Banner } from "@rapport/ui";
import { createTexts } from "./texts.ts";

/** Who may be the same person, each to be opened (CC10). What is typed stays. */
export function AlikeHint({ alike: { customers, more } }: { alike: Reply<typeof findAlikeAtStore> }) {
  const text = useText(createTexts);
  return (
    <div aria-live="polite">
      {customers.length > 0 && (
        <Banner tone="warn" title={text("alike", { count: customers.length })}>
          <ul className="customer-alike">
            {customers.map(({ customerId, name, city, by }) => (
              <li key={customerId}>
                <span className="customer-alike-who">
                  <strong>{name}</strong>
                  <span className="r-small">{[city, ...by.map((one) => text(`by.${one}`))].filter((part) => part !== "").join(" · ")}</span>
                </span>
                <Link className="r-button" to="/customers/$customerId" params={{ customerId }} aria-label={text("openName", { name })}>
                  {text("openOne")}
                </Link>
              </li>
            ))}
          </ul>
          {more && <p>{text("alikeMore")}</p>}
        </Banner>
      )}
    </div>
  );
}
