import type { Customer, CustomerChange } from "@rapport/contract/customers";
import { expect, test } from "vitest";
import { withKnownContacts } from "./known-contacts.ts";
import { besideAfter, meantByFeed, type PutBeside } from "./put-beside.ts";

const HOME = { street: "Damrak 1", postalCode: "1012 LG", city: "Amsterdam", region: "", country: "NL" };
const AWAY = { street: "Meir 1", postalCode: "2000", city: "Antwerpen", region: "", country: "BE" };
const NONE = { street: "", postalCode: "", city: "", region: "", country: "" };

interface State {
  readonly customer: Customer;
  readonly beside: PutBeside;
}
const START: State = {
  customer: {
    accountNumber: "1",
    phone: "020 555 0101",
    phoneKind: "home",
    otherPhones: [{ kind: "mobile", number: "06-1111 2222" }],
    email: "ada@example.com",
    emailKind: "home",
    otherEmails: [{ kind: "work", address: "Ada@Office.example" }],
    ...HOME,
    addressKind: "home",
    otherAddresses: [{ kind: "work", ...AWAY }],
  } as unknown as Customer,
  beside: {},
};

/** The customer after a write. Null empties a field. */
function write({ customer, beside }: State, sent: object, byPerson: boolean): State & { stands: readonly string[] } {
  const change = { accountNumber: "1", ...sent } as unknown as CustomerChange;
  const meant = byPerson ? { change, stands: [] } : meantByFeed(change, customer, beside);
  const fields = Object.entries(withKnownContacts(meant.change, customer)).filter(([, value]) => value !== undefined);
  const after = { ...customer, ...Object.fromEntries(fields.map(([field, value]) => [field, value ?? ""])) } as Customer;
  return { customer: after, beside: besideAfter(beside, { before: customer, after, byPerson }), stands: meant.stands };
}
const person = (state: State, sent: object) => write(state, sent, true);
const feed = (state: State, sent: object) => write(state, sent, false);
const REPEATED = { phone: "0205550101", email: "ADA@example.com", ...HOME };
const CHOSEN = { phone: "06-1111 2222", email: "ada@office.example", ...AWAY };

test("HC4b a feed that repeats what a person put beside another one changes nothing, however often, and is told", () => {
  const chosen = person(START, CHOSEN);
  let state: State = chosen;
  for (let n = 0; n < 3; n += 1) {
    const after = feed(state, { ...REPEATED, firstName: "Ada" });
    expect(after.stands).toEqual(["phone", "email", "street"]);
    expect(after).toMatchObject({ beside: chosen.beside, customer: { ...chosen.customer, firstName: "Ada" } });
    state = after;
  }
  expect(feed(state, { street: HOME.street, city: HOME.city }).customer).toEqual(state.customer);
});

test("HC4b a new value of the feed takes the place of its own old one and is the primary one; the person's stays beside it", () => {
  const now = { phone: "030 555 0303", email: "ada@new.example", street: "Spui 1", city: "Den Haag" };
  const { customer, beside } = feed(person(START, CHOSEN), now);
  expect(customer).toMatchObject({
    ...now,
    phoneKind: "home",
    otherPhones: [{ kind: "mobile", number: "06-1111 2222" }],
    otherEmails: [{ kind: "work", address: "ada@office.example" }],
    otherAddresses: [{ kind: "work", ...AWAY }],
  });
  expect(beside).toEqual({});
});

test("HC4b a feed whose own value is gone takes it away and leaves the person's", () => {
  const { customer } = feed(person(START, CHOSEN), { phone: null, email: null, ...Object.fromEntries(Object.keys(NONE).map((field) => [field, null])) });
  expect(customer).toMatchObject({ ...CHOSEN, otherPhones: [], otherEmails: [], otherAddresses: [] });
});

test("HC4b what the person makes primary again, or deletes, is the feed's to change as ever; two feeds change as they are sent", () => {
  const back = person(person(START, CHOSEN), REPEATED);
  expect(back.beside).toEqual({});
  expect(feed(back, { phone: "06-1111 2222" }).customer.phone).toBe("06-1111 2222");
  const deleted = person(person(START, CHOSEN), { otherPhones: [] });
  expect(deleted.beside.phone).toBeUndefined();
  expect(feed(deleted, { phone: "020 555 0101" }).customer.phone).toBe("020 555 0101");
  const other = feed(START, { phone: "06-1111 2222" });
  expect(other.beside).toEqual({});
  expect(feed(other, { phone: "020 555 0101" }).customer.phone).toBe("020 555 0101");
});

test("HC4b a list that the feed sends replaces the list, and what it says of other contacts is not the feed's own", () => {
  const chosen = person(START, CHOSEN);
  expect(feed(chosen, { phone: "020 555 0101", otherPhones: [] })).toMatchObject({
    stands: [],
    beside: {},
    customer: { phone: "020 555 0101", otherPhones: [] },
  });
  expect(feed(chosen, { phone: "06-1111 2222" })).toMatchObject({ stands: [], customer: { phone: "06-1111 2222" } });
});
