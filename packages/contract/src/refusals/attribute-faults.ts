import { z } from "zod";
import { NONE, saying } from "./saying.ts";

const Type = z.enum(["text", "integer", "decimal", "currency", "boolean", "date"]);
const Displays = z.array(z.enum(["list", "range", "slider", "date"]));
const FilterKind = z.enum(["anyOf", "between", "withinDays", "dates", "contains"]);

/** What is wrong with the setup of an attribute, with a value of one, or with a filter on one. */
export const ATTRIBUTE_FAULTS = {
  "attribute.bounds_decimals": saying(z.object({ most: z.int() }), ({ most }) => (most === 0 ? "takes whole numbers only" : `takes at most ${most} decimals`)),
  "attribute.bounds_not_number": saying(NONE, () => "only a number can have a lower or upper bound"),
  "attribute.bounds_order": saying(NONE, () => "the lower bound is above the upper bound"),
  "attribute.filter_display": saying(
    z.object({ type: Type, takes: Displays }),
    ({ type, takes }) => `a filter of this kind is not for ${type}; it takes ${takes.join(" or ")}`,
  ),
  "attribute.filter_missing": saying(NONE, () => "set the filter settings before you make this attribute refinable"),
  "attribute.filter_multi": saying(z.object({ type: Type }), ({ type }) => `a filter on a ${type} attribute takes one value at a time: set multi to false`),
  "attribute.list_empty": saying(NONE, () => "a fixed list needs at least one value"),
  "attribute.list_not_text": saying(NONE, () => "only a text attribute can have a fixed list of values"),
  "attribute.list_twice": saying(z.object({ value: z.string() }), ({ value }) => `the value "${value}" is in the fixed list twice`),
  "attribute.multiple_not_text": saying(NONE, () => "only a text attribute can hold several values"),
  "attribute.unit_not_number": saying(NONE, () => "only a whole or decimal number can have a unit"),
  "attribute.of_type": saying(z.object({ attributeType: z.string() }), ({ attributeType }) => `comes from attribute type ${attributeType}: change it there`),
  "attribute.thresholds_not_range": saying(NONE, () => "only a filter of ranges has thresholds: leave them empty, or set the filter to range"),
  "attribute.thresholds_order": saying(NONE, () => "give the thresholds in ascending order, each once"),
  "attribute_value.above": saying(z.object({ upper: z.number() }), ({ upper }) => `is above ${upper}`),
  "attribute_value.below": saying(z.object({ lower: z.number() }), ({ lower }) => `is below ${lower}`),
  "attribute_value.decimals": saying(z.object({ most: z.int() }), ({ most }) => `has more than ${most} decimals`),
  "attribute_value.empty": saying(NONE, () => "is empty: leave the attribute out instead"),
  "attribute_value.mandatory": saying(NONE, () => "is mandatory: fill in a value"),
  "attribute_value.large": saying(NONE, () => "is too large a number"),
  "attribute_value.not_boolean": saying(NONE, () => "is not yes or no (true or false)"),
  "attribute_value.not_date": saying(NONE, () => "is not a date like 1985-12-03, or like --12-03 without a year"),
  "attribute_value.not_integer": saying(NONE, () => "is not a whole number"),
  "attribute_value.not_listed": saying(NONE, () => "is not in the attribute's list of values"),
  "attribute_value.not_money": saying(NONE, () => 'is not an amount of money; {"amount": "12.50", "currency": "EUR"} or "12.50" is expected'),
  "attribute_value.not_number": saying(NONE, () => "is not a number"),
  "attribute_value.not_text": saying(NONE, () => "is not a text"),
  "attribute_value.other_currency": saying(z.object({ currency: z.string() }), ({ currency }) => `is not in ${currency}, the currency of the legal entity`),
  "attribute_value.several": saying(NONE, () => "is several values where one is allowed"),
  "attribute_value.twice": saying(NONE, () => "has the same value twice"),
  "attribute_value.type_changed": saying(NONE, () => "has another type at headquarters now: it can be given again once that is published to the store"),
  "attribute_value.year": saying(
    z.object({ from: z.int(), to: z.int() }),
    ({ from, to }) => `is not in a year from ${from} to ${to}; leave the year out as in --12-03`,
  ),
  "attribute_value.unknown": saying(NONE, () => "is not an attribute of this legal entity"),
  "filter.missing": saying(z.object({ attribute: z.string() }), ({ attribute }) => `there is no filter on "${attribute}"`),
  "filter.other_kind": saying(
    z.object({ attribute: z.string(), kind: FilterKind, expected: FilterKind }),
    ({ attribute, kind, expected }) => `the filter on "${attribute}" is of kind ${expected}, not ${kind}`,
  ),
  "contact.stands": saying(NONE, () => "stays beside the primary one that a person chose, because it is not new"),
  "account_number.form": saying(NONE, () => "has a blank or a sign that cannot be seen in it"),
  "email.form": saying(NONE, () => "is no e-mail address: it has one @, and a domain such as example.com after it, without blanks"),
  "phone.no_digits": saying(NONE, () => "has no digit, so it is no phone number"),
  "phone.several": saying(z.object({ numbers: z.int() }), ({ numbers }) => `holds ${numbers} phone numbers; only the first is dialled`),
  "phone.unreadable": saying(NONE, () => "is no phone number of the customer's country"),
  "row.in_another_book": saying(z.object({ worker: z.string() }), ({ worker }) => `is in the client book of ${worker} already`),
  "row.twice": saying(NONE, () => "is in this list twice"),
  "row.line_cells": saying(
    z.object({ found: z.int(), expected: z.int() }),
    ({ found, expected }) => `has ${found} ${found === 1 ? "cell" : "cells"}, and the first line names ${expected} columns`,
  ),
  "row.line_twice": saying(z.object({ line: z.int() }), ({ line }) => `is in line ${line} already`),
  "row.too_many_books": saying(z.object({}), () => "names more client books than a customer may be in"),
  "row.unknown_address_book": saying(z.object({ book: z.string() }), ({ book }) => `there is no address book ${book}`),
  "row.unknown_customer": saying(NONE, () => "is not a customer of this legal entity"),
  "variable.allocation_misplaced": saying(NONE, () => "allocation and expiration are for variables that persist: eVars, lists, campaign and marketingchannel"),
  "variable.delimiter_misplaced": saying(NONE, () => "a delimiter is for lists"),
  "variable.event_type_misplaced": saying(NONE, () => "eventType is for events"),
  "variable.list_original": saying(NONE, () => "a list keeps all its values, so there is no original one: leave allocation out, or say linear or mostRecent"),
} as const;
