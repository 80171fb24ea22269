import { z } from "zod";
import { NONE, saying } from "./saying.ts";

const Kind = z.enum(["text", "number", "notANumber", "integer", "fraction", "boolean", "list", "object", "date", "null", "other"]);
export type ValueKind = z.infer<typeof Kind>;
const Choices = z.object({ choices: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])) });
const Most = z.object({ most: z.number() });
const Least = z.object({ least: z.number() });

/** What is wrong with one value of a request, said after its place: `name: is missing; text is expected`. Never the value itself: it may be a person's. */
export const VALUE_FAULTS = {
  "value.choice": saying(Choices, ({ choices }) =>
    choices.length === 1 ? `can only be ${shown(choices[0])}` : `is not one of the values it can have; ${either(choices)} is expected`,
  ),
  "value.date": saying(NONE, () => "is not a date; the form 2026-01-31 is expected"),
  "value.element": saying(NONE, () => "holds a value that cannot be used here"),
  "value.email": saying(NONE, () => "is not an e-mail address"),
  "value.empty": saying(NONE, () => "is empty; text is expected"),
  "value.few": saying(Least, ({ least }) => `holds too few; at least ${least} ${least === 1 ? "is" : "are"} expected`),
  "value.form": saying(NONE, () => "is not in the form that is expected; see GET /openapi.json"),
  "value.id": saying(NONE, () => "is not an id; one as this server gave it is expected"),
  "value.key": saying(NONE, () => "is not a name that can be used here"),
  "value.large": saying(Most, ({ most }) => `is too large; at most ${most} is expected`),
  "value.long": saying(Most, ({ most }) => `is too long; at most ${most} ${most === 1 ? "character is" : "characters are"} expected`),
  "value.many": saying(Most, ({ most }) => `holds too many; at most ${most} ${most === 1 ? "is" : "are"} expected`),
  "value.missing": saying(z.object({ expected: Kind }), ({ expected }) => `is missing${expectedWords(expected)}`),
  "value.missing_choice": saying(Choices, ({ choices }) => `is missing; ${either(choices)} is expected`),
  "value.multiple": saying(z.object({ of: z.number() }), ({ of }) => `must be a multiple of ${of}`),
  "value.not_above": saying(z.object({ above: z.number() }), ({ above }) => `is too small; a number above ${above} is expected`),
  "value.not_below": saying(z.object({ below: z.number() }), ({ below }) => `is too large; a number below ${below} is expected`),
  "value.short": saying(Least, ({ least }) => `is too short; at least ${least} ${least === 1 ? "character is" : "characters are"} expected`),
  "value.small": saying(Least, ({ least }) => `is too small; at least ${least} is expected`),
  "value.suite_time": saying(NONE, () => "is not a time; the form 2026-01-31 10:00:00 is expected"),
  "value.time": saying(NONE, () => "is not a time; the form 2026-01-31T10:00:00Z is expected"),
  "value.type": saying(z.object({ found: Kind, expected: Kind }), ({ found, expected }) => `is ${KINDS[found]}${expectedWords(expected)}`),
  "value.union": saying(NONE, () => "has none of the forms that can be used here"),
  "value.unknown_keys": saying(z.object({ keys: z.array(z.string()) }), ({ keys }) => {
    const one = keys.length === 1;
    return `does not know ${one ? "the key" : "the keys"} ${keys.map(shown).join(", ")}; leave ${one ? "it" : "them"} out`;
  }),
  "value.url": saying(NONE, () => "is not an address; the form https://example.com is expected"),
  "value.not_encrypted": saying(NONE, () => "does not begin with https; the settings of this server allow no other"),
  "value.wrong": saying(NONE, () => "cannot be used here"),
  "password.same": saying(NONE, () => "is the password you have now"),
  "password.common": saying(NONE, () => "is a very common password"),
  "password.own_name": saying(NONE, () => "is little more than the person's own name or number"),
  "access.code_wrong": saying(NONE, () => "is not the code that the app shows now"),
  "access.not_held": saying(z.object({ permission: z.string() }), ({ permission }) => `${permission} is more than you may do there yourself`),
  "access.legal_entity": saying(z.object({ legalEntity: z.string() }), ({ legalEntity }) => `there is no legal entity ${legalEntity}`),
  "access.password_wrong": saying(NONE, () => "is not your password"),
  "access.role_not_held": saying(NONE, () => "is more than you may do there yourself"),
  "access.past": saying(NONE, () => "lies in the past"),
  "form.address_book": saying(NONE, () => "is not in the form that is expected: 1 to 40 letters, digits, dashes and underscores"),
  "form.amount": saying(NONE, () => 'is not an amount; a decimal as text is expected, with at most 14 digits before and 8 behind the point, e.g. "12.50"'),
  "form.attribute": saying(NONE, () => "is not a code of an attribute; a small letter, then letters, digits and underscores are expected, at most 50"),
  "form.country": saying(NONE, () => "is not a country; a code of ISO 3166 is expected, e.g. NL"),
  "form.currency": saying(NONE, () => "is not a currency; a code of ISO 4217 is expected, e.g. EUR"),
  "form.language": saying(NONE, () => "is not a language; a code of ISO 639 is expected, e.g. nl"),
  "form.event": saying(NONE, () => "is not an event; event1 to event1000 is expected"),
  "form.filter_type": saying(
    NONE,
    () => "is not a type of filter that is supported; dateRange, breakdown or excludeItemIds is expected, segments are not supported yet",
  ),
  "form.legal_entity": saying(NONE, () => "is not a company code; 2 to 20 letters and digits are expected"),
  "form.message_path": saying(NONE, () => "is not a place in a message; names with dots between them are expected, e.g. properties.coupon"),
  "form.number": saying(NONE, () => "is not in the form that is expected: 1 to 20 letters, digits, dashes and underscores"),
  "form.number_format": saying(NONE, () => "is not a format of numbers; one run of # or & with constants around it is expected, e.g. CB-####"),
  "form.store_group": saying(NONE, () => "is not a code of a group of stores; 1 to 40 letters, digits, dashes and underscores are expected"),
  "form.permission_group": saying(NONE, () => "is not a code of a permission group; 1 to 40 letters, digits, dashes and underscores are expected"),
  "form.screen_layout": saying(NONE, () => "is not a code of a screen layout; 1 to 40 letters, digits, dashes and underscores are expected"),
  "form.rate": saying(NONE, () => 'is not a rate; a decimal above 0 as text is expected, with at most 12 digits before and 12 behind the point, e.g. "0.8534"'),
  "form.rsid": saying(NONE, () => "is not a report suite id; letters, digits, dash, underscore and dot are expected, at most 100"),
  "form.time_zone": saying(NONE, () => "is not a time zone; an IANA name is expected, e.g. Europe/Amsterdam"),
  "form.variable": saying(
    NONE,
    () =>
      "is not a variable; evar1 to evar250, prop1 to prop75, list1 to list3, event1 to event1000, campaign, marketingchannel, category, product, page or channel is expected",
  ),
  "form.public_key": saying(NONE, () => "is not a public key; one line as in id_ed25519.pub is expected: ssh-ed25519 AAAA..."),
  "form.weak_key": saying(NONE, () => "is too weak; Ed25519, ECDSA, or RSA of at least 2048 bits is expected"),
  "form.private_key": saying(NONE, () => "is a private key, which must never leave its owner; send the public one, and make a new pair"),
  "rate.other_currency": saying(z.object({ currency: z.string() }), ({ currency }) => `is not ${currency}, the currency of the report suite`),
  "rate.own_currency": saying(NONE, () => "is the currency of the report suite itself, which needs no rate"),
  "rate.twice": saying(z.object({ earlier: z.int() }), ({ earlier }) => `has another rate in rates[${earlier}], for the same day and currency`),
  "rate.used": saying(z.object({ rate: z.string() }), ({ rate }) => `was ${rate} when amounts were converted`),
  "form.variables": saying(NONE, () => "holds too many variables; at most 1400 are expected"),
} as const;

const KINDS: Readonly<Record<ValueKind, string>> = {
  text: "text",
  number: "a number",
  notANumber: "not a number",
  integer: "a whole number",
  fraction: "not a whole number",
  boolean: "true or false",
  list: "a list",
  object: "an object",
  date: "a date",
  null: "empty",
  other: "something else",
};

function expectedWords(expected: ValueKind): string {
  return expected === "other" ? "" : `; ${KINDS[expected]} is expected`;
}

function either(choices: readonly unknown[]): string {
  const texts = choices.map(shown);
  return texts.length <= 1 ? (texts[0] ?? "nothing") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}
