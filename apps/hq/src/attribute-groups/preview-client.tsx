import { ask, describeError, useText } from "@rapport/app-shell";
import type { AttributeValue } from "@rapport/contract/clienteling";
import { getCustomerByNumber } from "@rapport/contract/customers";
import { lettersMissingForAllStores } from "@rapport/domain";
import { Button, ErrorText, useUi } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { customersQuery } from "../customers/queries.ts";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { SettledSearch } from "../shell/settled-search.tsx";
import { groupTexts } from "./texts.ts";

/** A client whom a preview shows. */
export interface PreviewClient {
  readonly firstName: string;
  readonly lastName: string;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

const MOST = 5;

/** Finds a customer for the preview. Whoever looks at one is written down (AU1), so nobody is shown before somebody asks. */
export function PreviewClientChooser({ legalEntity, onChosen }: { legalEntity: string; onChosen: (client: PreviewClient) => void }) {
  const text = useText(groupTexts);
  const { language } = useUi();
  const [query, setQuery] = useState("");
  const mayLook = useQuery(entitiesQueryFor("customer.manage")).data?.some(({ code }) => code === legalEntity) === true;
  const missing = lettersMissingForAllStores(query);
  const found = useQuery({ ...customersQuery(legalEntity, { query, page: 1, limit: MOST }), enabled: mayLook && missing === 0 });
  const choose = useMutation({
    mutationFn: (accountNumber: string) => ask(getCustomerByNumber, { params: { legalEntity, accountNumber } }),
    onSuccess({ firstName, lastName, attributes }) {
      setQuery("");
      onChosen({ firstName, lastName, values: attributes });
    },
  });
  if (!mayLook) return null;
  return (
    <div className="hq-preview-find">
      <SettledSearch label={text("findClient")} value={query} most={100} onValue={setQuery} />
      {query !== "" && missing > 0 && <p className="r-hint">{text("moreLetters")}</p>}
      {query !== "" && missing === 0 && found.data?.rows.length === 0 && <p className="r-hint">{text("nobody")}</p>}
      {query !== "" && missing === 0 && (
        <ul>
          {(found.data?.rows ?? []).map(({ accountNumber, name }) => (
            <li key={accountNumber}>
              <Button busy={choose.isPending && choose.variables === accountNumber} onClick={() => choose.mutate(accountNumber)}>
                {`${name} (${accountNumber})`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {choose.error !== null && <ErrorText>{describeError(choose.error, language).text}</ErrorText>}
    </div>
  );
}
