import { z } from "zod";
import { inEnglish, NONE, readSaid, said, saying, type ParamsOf, type Said } from "./saying.ts";

const Field = z.object({ field: z.string() });
const Fields = z.object({ fields: z.array(z.string()) });

/** Why an accepted hit cannot be used. It names fields, never values, which may be a person's data. */
export const HIT_FAULTS = {
  "hit.currency_other": saying(Field.extend({ currency: z.string() }), ({ field, currency }) => `${field} is not ${currency}, the suite's currency.`),
  "hit.currency_unknown": saying(Field, ({ field }) => `${field} is no ISO 4217 currency.`),
  "hit.event_missing": saying(NONE, () => "A track call names its event."),
  "hit.id_long": saying(Fields.extend({ most: z.int() }), ({ fields, most }) => `${fields.join(", ")}: an id has at most ${most} bytes.`),
  "hit.id_missing": saying(Fields, ({ fields }) => `There is none of ${fields.join(", ")}.`),
  "hit.no_door": saying(NONE, () => "The hit came by a door that is not known."),
  "hit.no_query": saying(NONE, () => "The stored request has no query string."),
  "hit.no_suite": saying(NONE, () => "There is no such report suite any more."),
  "hit.not_object": saying(NONE, () => "The message is no JSON object."),
  "hit.not_processed": saying(NONE, () => "The hit could not be processed."),
  "hit.nothing_named": saying(NONE, () => "The request names no page, link, event, product, variable or transaction."),
  "hit.opted_out": saying(NONE, () => "The customer does not want to be followed on the site, so nothing of the hit was stored."),
  "hit.page_missing": saying(NONE, () => "A page call has a name, a path or a URL."),
  "hit.time_ahead": saying(Field.extend({ minutes: z.int() }), ({ field, minutes }) => `${field} is more than ${minutes} minutes ahead.`),
  "hit.time_early": saying(Field, ({ field }) => `${field} is before 1970.`),
  "hit.time_form": saying(
    Field.extend({ forms: z.array(z.enum(["unix", "iso"])) }),
    ({ field, forms }) => `${field} is not ${forms.map((form) => FORMS[form]).join(" or ")}.`,
  ),
  "hit.type_unknown": saying(z.object({ types: z.array(z.string()) }), ({ types }) => `type is none of ${types.join(", ")}.`),
  "hit.unreadable": saying(NONE, () => "The hit could not be read."),
} as const;

const FORMS = { unix: "Unix seconds", iso: "ISO 8601" } as const;

export type HitFaultCode = keyof typeof HIT_FAULTS;
export type HitFault = Said<typeof HIT_FAULTS>;

// The names of an object literal are its keys.
export const HitFaultCode = z.enum(Object.keys(HIT_FAULTS) as [HitFaultCode, ...HitFaultCode[]]);

export function hitFault<C extends HitFaultCode>(code: C, params: ParamsOf<typeof HIT_FAULTS, C>): Said<typeof HIT_FAULTS, C> {
  return said(HIT_FAULTS, code, params);
}

export function readHitFault(value: unknown): HitFault | null {
  return readSaid(HIT_FAULTS, value);
}

export function hitFaultInEnglish(fault: HitFault): string {
  return inEnglish(HIT_FAULTS, fault);
}
