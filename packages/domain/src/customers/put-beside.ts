import type { Customer, CustomerChange } from "@rapport/contract/customers";
import { ADDRESS, isSameEmail, isSamePhone } from "./known-contacts.ts";

type Address = Readonly<Record<(typeof ADDRESS)[number], string>>;

/** What a person put beside another contact, which they made the primary one (HC4b). */
export interface PutBeside {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly address?: Address | undefined;
}

/** The primary ones that a feed sends again although a person put them beside another one. */
export type Stands = readonly ("phone" | "email" | "street")[];

/**
 * A feed's change as it is meant when a person made another contact the primary one (HC4b). The one that they put beside it is the feed's own: sent again it changes
 * nothing, and another value, or none, takes its place. A new value becomes the primary one, with the person's beside it.
 */
export function meantByFeed(
  change: CustomerChange,
  stored: Customer | undefined,
  beside: PutBeside,
): { readonly change: CustomerChange; readonly stands: Stands } {
  if (stored === undefined) return { change, stands: [] };
  let meant = change;
  const stands: Stands[number][] = [];
  const { phone: oldPhone, email: oldEmail, address: oldAddress } = beside;
  if (oldPhone !== undefined && change.phone !== undefined && change.otherPhones === undefined && !isSamePhone(change.phone ?? "", stored.phone)) {
    const place = stored.otherPhones.findIndex(({ number }) => isSamePhone(number, oldPhone));
    const { phone, phoneKind, ...rest } = meant;
    const others = (of: Customer["otherPhones"]) => stored.otherPhones.toSpliced(place, 1, ...of);
    if (isSamePhone(phone ?? "", oldPhone)) {
      stands.push("phone");
      meant = rest;
    } else if ((phone ?? "") === "") meant = { ...rest, otherPhones: others([]) };
    else if (!stored.otherPhones.some(({ number }) => isSamePhone(number, phone ?? "")))
      meant = { ...meant, phoneKind: phoneKind ?? stored.otherPhones[place]?.kind, otherPhones: others([{ kind: stored.phoneKind, number: stored.phone }]) };
  }
  if (oldEmail !== undefined && change.email !== undefined && change.otherEmails === undefined && !isSameEmail(change.email ?? "", stored.email)) {
    const place = stored.otherEmails.findIndex(({ address }) => isSameEmail(address, oldEmail));
    const { email, emailKind, ...rest } = meant;
    const others = (of: Customer["otherEmails"]) => stored.otherEmails.toSpliced(place, 1, ...of);
    if (isSameEmail(email ?? "", oldEmail)) {
      stands.push("email");
      meant = rest;
    } else if ((email ?? "") === "") meant = { ...rest, otherEmails: others([]) };
    else if (!stored.otherEmails.some(({ address }) => isSameEmail(address, email ?? "")))
      meant = { ...meant, emailKind: emailKind ?? stored.otherEmails[place]?.kind, otherEmails: others([{ kind: stored.emailKind, address: stored.email }]) };
  }
  const named = ADDRESS.filter((field) => change[field] !== undefined);
  if (oldAddress !== undefined && change.otherAddresses === undefined && named.length > 0 && !named.every((field) => (change[field] ?? "") === stored[field])) {
    const place = stored.otherAddresses.findIndex((one) => ADDRESS.every((field) => one[field] === oldAddress[field]));
    const kind = stored.otherAddresses[place]?.kind ?? "";
    const { street: _s, postalCode: _p, city: _c, region: _r, country: _l, addressKind, ...rest } = meant;
    // Fields that are not sent are those of the feed's own address.
    const sent = Object.fromEntries(ADDRESS.map((field) => [field, named.includes(field) ? (change[field] ?? "") : oldAddress[field]])) as Address;
    const others = (of: Customer["otherAddresses"]) => stored.otherAddresses.toSpliced(place, 1, ...of);
    if (ADDRESS.every((field) => sent[field] === oldAddress[field])) {
      stands.push("street");
      meant = rest;
    } else if (ADDRESS.every((field) => sent[field] === "")) meant = { ...rest, otherAddresses: others([]) };
    else if (!stored.otherAddresses.some((one) => ADDRESS.every((field) => one[field] === sent[field])))
      meant = { ...rest, ...sent, addressKind: addressKind ?? kind, otherAddresses: others([{ kind: stored.addressKind, ...addressOf(stored) }]) };
  }
  return { change: meant, stands };
}

/** What stands beside a primary contact after a write because a person put it there, now or before. Only they put something there. */
export function besideAfter(beside: PutBeside, { before, after, byPerson }: { before: Customer | undefined; after: Customer; byPerson: boolean }): PutBeside {
  if (before === undefined) return {};
  const own = addressOf(before);
  const phone = beside.phone ?? (byPerson && before.phone !== "" && !isSamePhone(before.phone, after.phone) ? before.phone : undefined);
  const email = beside.email ?? (byPerson && before.email !== "" && !isSameEmail(before.email, after.email) ? before.email : undefined);
  const address = beside.address ?? (byPerson && ADDRESS.some((field) => own[field] !== "" && own[field] !== after[field]) ? own : undefined);
  return {
    ...(phone !== undefined && after.otherPhones.some(({ number }) => isSamePhone(number, phone)) && { phone }),
    ...(email !== undefined && after.otherEmails.some((one) => isSameEmail(one.address, email)) && { email }),
    ...(address !== undefined && after.otherAddresses.some((one) => ADDRESS.every((field) => one[field] === address[field])) && { address }),
  };
}

function addressOf(of: Address): Address {
  return Object.fromEntries(ADDRESS.map((field) => [field, of[field]])) as Address;
}
