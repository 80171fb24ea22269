import { z } from "zod";
import { reason } from "./reason.ts";
import { listed, NONE } from "./saying.ts";

/** Customers, client books, the timeline. */
export const CLIENTELING_REASONS = {
  "activity_type.missing": reason(
    "not_found",
    z.object({ legalEntity: z.string(), code: z.string() }),
    ({ legalEntity, code }) => `Legal entity ${legalEntity} has no activity type ${code}.`,
  ),
  "attachment.id_in_use": reason("conflict", NONE, () => "There is another attachment with this id. Give every attachment an id of its own."),
  "attachment.lost": reason("not_found", NONE, () => "The file of this attachment is no longer on the server's disk."),
  "attachment.too_many": reason("conflict", z.object({ most: z.int() }), ({ most }) => `A note has at most ${most} attachments.`),
  "attachment.unknown": reason("not_found", NONE, () => "This note has no such attachment."),
  "party.no_number": reason(
    "conflict",
    NONE,
    () => "No number sequence gives customers their account numbers, so nobody can be opened here. Headquarters sets one up with the commerce parameters.",
  ),
  "party.unknown": reason("not_found", NONE, () => "Other legal entities do not share this person (any more)."),
  "photo.no_image": reason("invalid", NONE, () => "This is not a JPEG, PNG or WebP image."),
  "photo.broken": reason("invalid", NONE, () => "This image is broken or cut off. Save it again on the device it comes from, or take another one."),
  "photo.none": reason("not_found", NONE, () => "This customer has no photo."),
  "attribute_value.wrong": reason("invalid", NONE, () => "Some values do not fit their attributes."),
  "client_book.in_another": reason(
    "conflict",
    /** No workers for people who may not see whose clients they are; `most` books a customer are allowed. */
    z.object({ workers: z.array(z.string()), customers: z.int(), most: z.int() }),
    ({ workers, customers, most }) => {
      const who = customers === 1 ? "This customer is" : `${customers} customers are`;
      const whose = workers.length === 0 ? "somebody else" : listed(workers);
      return most === 1
        ? `${who} in the client book of ${whose} already.`
        : `${who} in as many client books as are allowed: ${most}${workers.length === 0 ? "" : ` (${whose})`}.`;
    },
  ),
  "client_book.not_in": reason(
    "conflict",
    z.object({ worker: z.string(), accounts: z.array(z.string()) }),
    ({ worker, accounts }) => `Not in the client book of ${worker} any more: account number ${listed(accounts)}. Nothing was moved. Load the list again.`,
  ),
  "client_book.not_of_store": reason("conflict", z.object({ clients: z.number() }), ({ clients }) =>
    clients === 1
      ? "This customer is in no client book of this store, so that this store cannot reassign them. Nothing was moved."
      : `${clients} of these customers are in no client book of this store, so that this store cannot reassign them. Nothing was moved.`,
  ),
  "client_book.no_longer_in": reason(
    "conflict",
    z.object({ worker: z.string(), clients: z.number() }),
    ({ worker, clients }) =>
      `${clients === 1 ? "One client is" : `${clients} clients are`} not in the client book of ${worker} any more. Nothing was moved. Load the list again.`,
  ),
  "client_book.too_many": reason(
    "invalid",
    z.object({ most: z.int(), clients: z.int() }),
    ({ most, clients }) => `These are ${clients} clients. At most ${most} can be changed at once. Choose fewer with a filter.`,
  ),
  "client_book.view_changed": reason(
    "conflict",
    z.object({ seen: z.int(), clients: z.int() }),
    ({ seen, clients }) => `Meanwhile the list has ${clients} clients, not ${seen}. Nothing was changed. Look at it again.`,
  ),
  "client_book.not_mine": reason("conflict", z.object({ clients: z.int() }), ({ clients }) =>
    clients === 1
      ? "One of these clients is not in your client book any more. Nothing was removed. Look at the list again."
      : `${clients} of these clients are not in your client book any more. Nothing was removed. Look at the list again.`,
  ),
  "client_book.undo_gone": reason(
    "conflict",
    z.object({ minutes: z.int() }),
    ({ minutes }) => `This cannot be undone any more. Only what you did last can be, for ${minutes} minutes.`,
  ),
  "client_book.changed_since": reason("conflict", z.object({ clients: z.int() }), ({ clients }) =>
    clients === 1
      ? "Meanwhile somebody changed whose book one of these clients is in. Nothing was undone."
      : `Meanwhile somebody changed whose book ${clients} of these clients are in. Nothing was undone.`,
  ),
  "client_book.same": reason("invalid", z.object({ worker: z.string() }), ({ worker }) => `These clients are with ${worker} already. Choose somebody else.`),
  "client_request.too_many": reason(
    "too_many",
    z.object({ most: z.int() }),
    ({ most }) => `You asked for ${most} clients within an hour. Ask for others later, or speak to your colleagues.`,
  ),
  "client_request.own": reason("conflict", NONE, () => "This client is in your own client book."),
  "client_request.nobody": reason("conflict", NONE, () => "This customer is in nobody's client book. You can add them to yours."),
  "client_request.gone": reason("conflict", NONE, () => "This was answered already, or the client is not in your book any more."),
  "client_request.answered": reason("conflict", NONE, () => "This was answered already. Close this and ask again if you still want to."),
  "saved_filter.unknown": reason("not_found", NONE, () => "This filter is not there any more."),
  "saved_filter.changed": reason("conflict", NONE, () => "Meanwhile somebody else changed this filter. Look at it again."),
  "saved_filter.name_taken": reason("conflict", z.object({ name: z.string() }), ({ name }) => `There is a filter with the name ${name} already.`),
  "saved_filter.too_many": reason(
    "conflict",
    z.object({ most: z.int() }),
    ({ most }) => `There are ${most} filters already, which is the most. Delete one first.`,
  ),
  "leave.changed": reason("conflict", NONE, () => "Meanwhile the clients or their receivers changed. Look at the preview again. Nothing was moved."),
  "leave.out_of_use": reason(
    "invalid",
    z.object({ workers: z.array(z.string()) }),
    ({ workers }) => `Out of use or past their last day, so they cannot be given clients: ${listed(workers)}.`,
  ),
  "leave.too_late": reason(
    "conflict",
    z.object({ days: z.int() }),
    ({ days }) => `This was more than ${days} days ago, so it cannot be undone any more. Move the clients instead.`,
  ),
  "leave.undone": reason("conflict", NONE, () => "This is undone already."),
  "leave.unknown": reason("not_found", NONE, () => "There is no such hand-over of clients."),
  "cursor.wrong": reason("invalid", NONE, () => "The cursor is not one that this list gave."),
  "customer.twice": reason(
    "invalid",
    z.object({ accounts: z.array(z.string()) }),
    ({ accounts }) => `In this list more than once: account number ${listed(accounts)}.`,
  ),
  "customer.id_in_use": reason("conflict", NONE, () => "There is another customer with this id. Give every new customer an id of its own."),
  "customer.unknown": reason("not_found", NONE, () => "There is no such customer."),
  "customers.unknown": reason(
    "invalid",
    z.object({ legalEntity: z.string(), accounts: z.array(z.string()) }),
    ({ legalEntity, accounts }) => `Legal entity ${legalEntity} has no customer ${listed(accounts)}.`,
  ),
  "filter.wrong": reason("invalid", NONE, () => "The client book cannot be filtered like this."),
  "lookups.too_many": reason(
    "too_many",
    z.object({ seconds: z.int() }),
    ({ seconds }) => `You looked up unusually many customers. Wait ${seconds} ${seconds === 1 ? "second" : "seconds"}. Headquarters has been told.`,
  ),
  "activity.id_in_use": reason("conflict", NONE, () => "There is another activity with this id. Give every activity an id of its own."),
  "activity.meanwhile": reason("conflict", NONE, () => "Somebody changed this activity meanwhile. Look at what it says now."),
  "activity.not_yours": reason("forbidden", NONE, () => "An activity is changed by who wrote it, within 24 hours, or by a manager."),
  "activity.removed": reason("conflict", NONE, () => "This activity was stored, and somebody deleted it since."),
  "activity.time": reason("invalid", NONE, () => "An activity has happened. Choose a time since 2000 that is not in the future."),
  "activity.type_unknown": reason(
    "invalid",
    z.object({ type: z.string() }),
    ({ type }) => `The type of activity ${type} is not there any more. Choose another one.`,
  ),
  "activity.unknown": reason("not_found", NONE, () => "This customer has no such activity."),
  "note.id_in_use": reason("conflict", NONE, () => "There is another note with this id. Give every note an id of its own."),
  "note.not_yours": reason("forbidden", NONE, () => "A note is deleted by who wrote it, within 24 hours, or by whoever sets up the organisation."),
  "note.removed": reason("conflict", NONE, () => "This note was stored, and somebody deleted it since."),
  "note.unknown": reason("not_found", NONE, () => "This customer has no such note."),
  "sale.unknown": reason("not_found", NONE, () => "This customer has no such sale."),
  "search.attribute_unfit": reason("invalid", z.object({ attribute: z.string(), why: z.enum(["unknown", "type", "group"]) }), ({ attribute, why }) =>
    why === "unknown"
      ? `Customers cannot be searched by ${attribute}: the attribute is not there any more.`
      : why === "type"
        ? `Customers cannot be searched by ${attribute}: only texts and whole numbers can.`
        : `Customers cannot be searched by ${attribute}: it is not in the customer attribute group.`,
  ),
  "search.attribute_preparing": reason(
    "conflict",
    z.object({ attribute: z.string() }),
    ({ attribute }) => `Searching by ${attribute} is being prepared. Try again in a minute.`,
  ),
  "search.criteria_twice": reason(
    "invalid",
    z.object({ properties: z.array(z.string()) }),
    ({ properties }) => `Chosen more than once: ${properties.join(", ")}.`,
  ),
  "search.no_shortcut": reason("invalid", z.object({ property: z.string() }), ({ property }) => `This store has no shortcut that searches ${property} alone.`),
  "search.too_short": reason("invalid", z.object({ least: z.int() }), ({ least }) => `Searching all stores needs at least ${least} characters.`),
} as const;
