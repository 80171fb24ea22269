import type { Language } from "@rapport/contract";
import type { AttributeType, AttributeValue, CardSlot, MeasureSlot } from "@rapport/contract/clienteling";
import type { z } from "zod";
import type { Formats } from "@rapport/ui";
import type { TextOf } from "@rapport/app-shell";
import type { bookTexts } from "./texts.ts";

type Label = { en: string; nl: string };
type Named = { type: z.infer<typeof AttributeType>; value: AttributeValue | null; label: Label | null; unit?: Label | undefined; isDefault?: true | undefined };
/** The person's way of writing values; `brief` is for the narrow columns of a card. */
export type Notation = { language: Language; formats: Formats; text: TextOf<typeof bookTexts>; brief?: boolean };
export interface Shown {
  /** null is a dash. */
  value: string | null;
  /** Shown under the value: how near a birthday is. */
  note: string | null;
  state: "value" | "none" | "unavailable";
  /** True for a default, which nobody said of the customer. */
  isDefault?: boolean;
}

/** The text of one of the card's three slots (R16 to R21): a dash without a value, *not available* when the measure failed. */
export function shownSlot(slot: CardSlot, notation: Notation): Shown {
  if (slot.kind === "attribute") return shownAttribute(slot, notation);
  if (slot.state === "unavailable") return { value: null, note: null, state: "unavailable" };
  const value = slot.state === "none" ? null : measured(slot, notation);
  return { value, note: null, state: value === null ? "none" : "value" };
}

function measured({ money, number, date }: MeasureSlot, { formats }: Notation): string | null {
  if (money !== null) return formats.money(money);
  if (number !== null) return formats.number(number, { maximumFractionDigits: 8 });
  return date === null ? null : formats.date(date);
}

export function shownAttribute({ type, value, label, unit, isDefault }: Named, notation: Notation): Shown {
  const said =
    value === null || value === "" || (Array.isArray(value) && value.length === 0)
      ? null
      : (label?.[notation.language] ?? withUnit(plain({ type, value }, notation), unit, notation));
  // A default says that it is one; no birthday of a default is near.
  const note = isDefault ? notation.text("slot.default") : anniversaryNote({ type, value }, notation);
  return { value: said, ...(isDefault && { isDefault }), note: said === null ? null : note, state: said === null ? "none" : "value" };
}

/** A number with what it counts. */
function withUnit(said: string, unit: Label | undefined, { language }: Pick<Notation, "language">): string {
  return unit === undefined ? said : `${said} ${unit[language]}`;
}

function plain({ type, value }: { type: Named["type"]; value: AttributeValue }, { formats, text, brief = false }: Notation): string {
  if (typeof value === "boolean") return text(value ? "value.yes" : "value.no");
  if (typeof value === "number") return formats.number(value, { maximumFractionDigits: 10 });
  if (Array.isArray(value)) return formats.list(value);
  if (typeof value === "object") return formats.money(value, { short: true });
  return type === "date" && isDay(value) ? formats.dayAndMonth(value, { short: brief }) : value;
}

/** How near an anniversary is, if it is within 30 days. */
function anniversaryNote({ type, value }: { type: Named["type"]; value: AttributeValue | null }, { formats, brief = false }: Notation): string | null {
  if (type !== "date" || typeof value !== "string" || !isDay(value)) return null;
  return formats.daysToAnniversary(value) <= 30 ? formats.nextAnniversary(value, { short: brief }) : null;
}

function isDay(value: string): boolean {
  return /^(\d{4}|-)-\d{2}-\d{2}$/.test(value);
}
