import { AccountNumber, OperatorId, Refusal, type CustomerId, type LegalEntityCode } from "@rapport/contract";
import { Parameters, type AttributeValue } from "@rapport/contract/clienteling";
import type { CustomerAttribute, CustomerDetails } from "@rapport/contract/customers";
import { displayNameOf, inEveryLanguage, initialsOf, labelOf, shownValue } from "@rapport/domain";
import type { z } from "zod";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { publishedSetup, type ClientelingSetup } from "../parameters/index.ts";
import type { PosActor } from "../http/index.ts";
import { readMeasures } from "../insights/index.ts";
import { clientBooksOf, customerWithBook } from "./book-queries.ts";
import { contactsOf, storedAttributes } from "./stored-customer.ts";
import { customerById } from "./queries.ts";

export function noSuchCustomer(): Refusal {
  return new Refusal("customer.unknown", {});
}

/** Another legal entity's customer is not found. */
export async function customerOrRefusal(
  db: Deps["db"],
  { legalEntity, customerId }: { legalEntity: LegalEntityCode; customerId: CustomerId },
): Promise<{ readonly accountNumber: AccountNumber }> {
  const found = await customerById(db, { legalEntity, customerId });
  if (found === undefined) throw noSuchCustomer();
  return { accountNumber: AccountNumber.parse(found.account_number) };
}

export async function readDetails(
  deps: Pick<Deps, "db" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<CustomerDetails> {
  const { legalEntity } = actor;
  const found = await customerWithBook(deps.db, { legalEntity, customerId });
  if (found === undefined) throw noSuchCustomer();
  const { booksPerCustomer } = actor.published.parameters["parameters"] ?? Parameters.parse({});
  const books = (await clientBooksOf(deps.db, { legalEntity, customerId })).map((book) => shownBook(book, actor));
  const setup = await publishedSetup(deps.db, actor);
  const measure = await readMeasures(deps, { setup, customerIds: [customerId] });
  await audit(deps, { legalEntity, actor, action: "customer.viewed", subjects: [customerId] });
  const name = { firstName: found.first_name, lastName: found.last_name };
  return {
    customerId,
    accountNumber: AccountNumber.parse(found.account_number),
    name: displayNameOf(name),
    initials: initialsOf(name),
    photo: found.photo,
    ...contactsOf(found),
    book: books[0] ?? null,
    books,
    hasRoom: books.length < booksPerCustomer,
    measures: setup.measures.map((code) => measure(customerId, code)),
    attributes: shownAttributes(setup, { isInBook: books.length > 0, values: storedAttributes(found.attributes) }),
  };
}

/** Whose book it is shows to the owner, and to people who may see the books of the store (RI2b). */
function shownBook({ book_id, worker_id, operator_id, name }: Awaited<ReturnType<typeof clientBooksOf>>[number], actor: PosActor) {
  const mine = worker_id === actor.workerId;
  if (!mine && !actor.permissions.has("clientBook.viewStore")) return { clientBookId: null, owner: null, mine };
  return { clientBookId: book_id, owner: { operatorId: OperatorId.parse(operator_id), name }, mine };
}

/** Attributes of the client-book group only for a customer who is in a book (R25). One that is in both groups is shown once. */
export function shownAttributes(
  setup: ClientelingSetup,
  { isInBook, values }: { isInBook: boolean; values: Readonly<Record<string, AttributeValue>> },
): z.output<typeof CustomerAttribute>[] {
  const own = setup.customerAttributes.map((attribute) => ({ ...attribute, group: "customer" as const }));
  const ofBook = isInBook
    ? setup.clientBookAttributes
        .filter(({ code }) => !own.some((other) => other.code === code))
        .map((attribute) => ({ ...attribute, group: "clientBook" as const }))
    : [];
  return [...own, ...ofBook].map(({ code, definition, group }) => {
    const { value, ...standard } = shownValue(definition, values[code] ?? null);
    const unit = definition.unit && { unit: inEveryLanguage(definition.unit) };
    return { code, name: inEveryLanguage(definition.name), type: definition.type, group, value, label: labelOf(definition, value), ...unit, ...standard };
  });
}
