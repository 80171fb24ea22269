import type { AccountNumber, AttributeCode, Body, CustomerId, Reply } from "@rapport/contract";
import type { changeCustomer, getCustomerAtStore } from "@rapport/contract/customers";
import { audit } from "../audit/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup, type ClientelingSetup, type GroupAttribute } from "../parameters/index.ts";
import { putOne } from "./edit-customer.ts";
import { editedAttribute } from "./make-customer.ts";
import { isClient } from "./list-queries.ts";
import { customersByNumber } from "./queries.ts";
import { shown } from "./read-by-number.ts";
import { customerOrRefusal, noSuchCustomer } from "./read-customer.ts";

interface OfCustomer {
  readonly actor: PosActor;
  readonly customerId: CustomerId;
}

/** A customer as the POS edits them: with the attributes that their page shows, by what the store has published (R25, R26). */
export async function readStoreForm(deps: Pick<Deps, "db" | "clock">, { actor, customerId }: OfCustomer): Promise<Reply<typeof getCustomerAtStore>> {
  const { db } = deps;
  const { legalEntity } = actor;
  const { accountNumber, setup, offered } = await offeredTo(db, { actor, customerId });
  const [found] = await customersByNumber(db, { legalEntity, accountNumbers: [accountNumber] });
  if (found === undefined) throw noSuchCustomer();
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
  const customer = shown(found);
  const codes = new Set<string>(offered.map(({ code }) => code));
  return {
    customer: { ...customer, attributes: Object.fromEntries(Object.entries(customer.attributes).filter(([code]) => codes.has(code))) },
    attributes: offered.map(({ code, definition }) => editedAttribute(code, { definition, setup })),
    addressBooks: [],
    currency: setup.currency,
  };
}

/** Operation 623. What the page does not show, such as the attributes of a client book for a customer in none, cannot be named. */
export async function changeAtStore(
  deps: Pick<Deps, "db" | "clock" | "disk">,
  { actor, customerId, version, change }: OfCustomer & { readonly version: number; readonly change: Body<typeof changeCustomer> },
): Promise<void> {
  const { accountNumber, setup, offered } = await offeredTo(deps.db, { actor, customerId });
  const codes = offered.map(({ code }) => code);
  // Emptying all attributes is about those that the page shows.
  const attributes = change.attributes === null ? Object.fromEntries(codes.map((code) => [code, null])) : change.attributes;
  await putOne(deps, {
    legalEntity: actor.legalEntity,
    accountNumber,
    actor,
    version,
    change: { ...change, ...(attributes !== undefined && { attributes }) },
    atStore: { published: actor.published, store: actor.store, setup, offered: new Set<AttributeCode>(codes) },
  });
}

async function offeredTo(
  db: Deps["db"],
  { actor, customerId }: OfCustomer,
): Promise<{ accountNumber: AccountNumber; setup: ClientelingSetup; offered: readonly GroupAttribute[] }> {
  const of = { legalEntity: actor.legalEntity, customerId };
  const { accountNumber } = await customerOrRefusal(db, of);
  const isInBook = await isClient(db, of);
  const setup = await publishedSetup(db, actor);
  const own = setup.customerAttributes;
  const ofBook = isInBook ? setup.clientBookAttributes.filter(({ code }) => !own.some((other) => other.code === code)) : [];
  return { accountNumber, setup, offered: [...own, ...ofBook] };
}
