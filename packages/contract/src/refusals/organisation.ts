import { z } from "zod";
import { reason } from "./reason.ts";
import { listed, NONE } from "./saying.ts";

const OfLegalEntity = z.object({ legalEntity: z.string() });
const Codes = OfLegalEntity.extend({ codes: z.array(z.string()) });

/** Legal entities, stores, workers, number sequences, attributes and parameters. */
export const ORGANISATION_REASONS = {
  "address_book.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no address book ${listed(codes)}.`),
  "password.weak": reason("invalid", NONE, () => "Choose another password."),
  "attribute.type_in_use": reason(
    "conflict",
    z.object({ attribute: z.string() }),
    ({ attribute }) => `Customers have values of attribute ${attribute}, so its type cannot change. Make a new attribute and retire this one.`,
  ),
  "attribute.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no attribute ${listed(codes)}.`),
  "attribute.wrong": reason("invalid", z.object({ attribute: z.string() }), ({ attribute }) => `Attribute ${attribute} cannot be set up like this.`),
  "attribute_group.unknown": reason("invalid", Codes, ({ legalEntity, codes }) => `Legal entity ${legalEntity} has no attribute group ${listed(codes)}.`),
  "attribute_group.wrong": reason(
    "invalid",
    z.object({ attributes: z.array(z.string()) }),
    ({ attributes }) => `In this group more than once: ${listed(attributes)}.`,
  ),
  "legal_entity.currency_settled": reason(
    "conflict",
    z.object({ legalEntity: z.string(), currency: z.string() }),
    ({ legalEntity, currency }) => `Customers of legal entity ${legalEntity} have amounts in ${currency}, so its currency cannot change.`,
  ),
  "legal_entity.unknown": reason("not_found", OfLegalEntity, ({ legalEntity }) => `There is no legal entity ${legalEntity}.`),
  "measure.twice": reason("invalid", z.object({ measures: z.array(z.string()) }), ({ measures }) => `Chosen more than once: ${listed(measures)}.`),
  "number_sequence.exhausted": reason(
    "conflict",
    z.object({ format: z.string() }),
    ({ format }) => `The number sequence ${format} is used up. Ask headquarters for a longer format.`,
  ),
  "number_sequence.missing": reason(
    "conflict",
    NONE,
    () => "No number sequence is assigned for client books yet. Ask headquarters to assign one to the reference clientBook.",
  ),
  "report_suite.shared": reason(
    "conflict",
    z.object({ rsid: z.string(), legalEntity: z.string() }),
    ({ rsid, legalEntity }) =>
      `Report suite ${rsid} is that of legal entity ${legalEntity}: each would see the other's orders. Give this one a suite of its own, or say with commonAccountNumbers that both give the same customer the same account number.`,
  ),
  "report_suite.unknown": reason("invalid", z.object({ rsid: z.string() }), ({ rsid }) => `There is no report suite ${rsid}. Create it first.`),
  "store.unknown": reason(
    "invalid",
    OfLegalEntity.extend({ store: z.string() }),
    ({ legalEntity, store }) => `Legal entity ${legalEntity} has no store ${store}.`,
  ),
  "worker.unknown": reason(
    "not_found",
    OfLegalEntity.extend({ operatorId: z.string() }),
    ({ legalEntity, operatorId }) => `Legal entity ${legalEntity} has no worker ${operatorId}.`,
  ),
} as const;
