import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { CustomerId } from "@rapport/contract";
import { getNewCustomerAtStore } from "@rapport/contract/customers";
import { Banner, Button, Loaded, SkeletonLines } from "@rapport/ui";
import { ask, useText } from "@rapport/app-shell";
import "../customer-edit/customer-edit.css";
import "./create-customer.css";
import { PageTitle } from "../shell/page-title.tsx";
import { newId } from "../unsent/new-id.ts";
import { useUnsentEntries } from "../unsent/use-unsent.ts";
import { CreateCustomerForm } from "./create-customer-form.tsx";
import { readKept } from "./kept-form.ts";
import { createTexts } from "./texts.ts";

/** Makes a customer (CC1). What was typed survives a reload and Back, for its writer (OF7). */
export function CreateCustomerPage() {
  const text = useText(createTexts);
  const unsent = useUnsentEntries();
  const { newCustomer } = useLocation().state;
  const begin = () => ({ customerId: CustomerId.parse(newId()), kept: null });
  const [begun, setBegun] = useState(() => readKept(unsent.current()) ?? begin());
  const form = useQuery({ queryKey: ["new-customer-form"], queryFn: () => ask(getNewCustomerAtStore, {}), staleTime: Infinity, gcTime: 0 });
  return (
    <main className="page customer-create">
      <PageTitle title={text("title")} />
      {begun.kept !== null && (
        <Banner
          actions={
            <Button
              onClick={() => {
                unsent.throwAway(begun.kept.entryId);
                setBegun(begin());
              }}
            >
              {text("startAnew")}
            </Button>
          }
        >
          {text("begun")}
        </Banner>
      )}
      <Loaded query={form} skeleton={<SkeletonLines />}>
        {(opened) => <CreateCustomerForm key={begun.customerId} opened={opened} customerId={begun.customerId} kept={begun.kept} typed={newCustomer} />}
      </Loaded>
    </main>
  );
}
