import type { AttributeCode } from "@rapport/contract";
import { SLOTS_OF_A_CARD, type Attribute, type AttributeValue, type CardSlot, type MeasureCode, type MeasureSlot } from "@rapport/contract/clienteling";
import { labelOf } from "../customers/attribute-value.ts";
import { shownValue } from "../customers/default-value.ts";
import { inEveryLanguage } from "../customers/names.ts";
import { compareTexts } from "../values/compare-texts.ts";

/** An attribute of the client-book group, with its place in that group. */
export interface CardAttribute {
  readonly code: AttributeCode;
  readonly definition: Pick<Attribute, "name" | "type" | "values" | "unit" | "default">;
  readonly displayOrder: number;
}

/** What the slots of a card show, the same for every client. */
export type SlotChoice = { readonly kind: "measure"; readonly code: MeasureCode } | { readonly kind: "attribute"; readonly attribute: CardAttribute };

/**
 * The three slots of a card (R14 to R22): the measures in their order, then the client book's attributes, lowest
 * display order first and equal ones by name. Settings alone decide: a missing value, or a measure
 * that fails, never moves another property up.
 */
export function chooseSlots({ measures, attributes }: { measures: readonly MeasureCode[]; attributes: readonly CardAttribute[] }): SlotChoice[] {
  const chosen: SlotChoice[] = [
    ...measures.map((code) => ({ kind: "measure", code }) as const),
    ...inDisplayOrder(attributes).map((attribute) => ({ kind: "attribute", attribute }) as const),
  ];
  return chosen.slice(0, SLOTS_OF_A_CARD);
}

export interface ClientValues {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly measure: (code: MeasureCode) => MeasureSlot;
}

/** The chosen slots with one client's values. An attribute without a value shows its default (R27), and without that keeps its slot (R19). */
export function fillSlots(choices: readonly SlotChoice[], { attributes, measure }: ClientValues): CardSlot[] {
  return choices.map((choice) => {
    if (choice.kind === "measure") return measure(choice.code);
    const { code, definition } = choice.attribute;
    const { value, ...standard } = shownValue(definition, Object.hasOwn(attributes, code) ? (attributes[code] ?? null) : null);
    const unit = definition.unit && { unit: inEveryLanguage(definition.unit) };
    return {
      kind: "attribute",
      code,
      name: inEveryLanguage(definition.name),
      type: definition.type,
      value,
      label: labelOf(definition, value),
      ...unit,
      ...standard,
    };
  });
}

/** By display order, lowest first (R17), then by name, then by code, so that the order never depends on storage. */
export function inDisplayOrder<A extends Pick<CardAttribute, "displayOrder" | "code"> & { readonly definition: Pick<Attribute, "name"> }>(
  attributes: readonly A[],
): A[] {
  return attributes.toSorted(
    (a, b) => a.displayOrder - b.displayOrder || compareTexts(a.definition.name.en, b.definition.name.en) || compareTexts(a.code, b.code),
  );
}
