import { z } from "zod";
import { AttributeValue, Label } from "./attribute-values.ts";
import { AttributeType } from "./attributes.ts";
import { AccountNumber, AttributeCode, CustomerId, OperatorId } from "../ids.ts";
import { Money } from "../money.ts";
import { SortedBy } from "./book-sorts.ts";
import { MeasureCode } from "./parameters.ts";

/** A measure of a customer. Screens have a name for its code, and show when it was computed, a dash without a value, or *not available*. */
export const MeasureSlot = z.object({
  kind: z.literal("measure"),
  code: MeasureCode,
  state: z.enum(["value", "none", "unavailable"]),
  /** When there is a value, exactly one of the three is set, by the kind of the measure. */
  money: Money.nullable(),
  number: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .nullable(),
  date: z.iso.date().nullable(),
  refreshedAt: z.iso.datetime().nullable(),
});
export type MeasureSlot = z.infer<typeof MeasureSlot>;

/** How many slots a card has (R14). */
export const SLOTS_OF_A_CARD = 3;

/** One slot of a card. */
export const CardSlot = z.discriminatedUnion("kind", [
  MeasureSlot,
  z.object({
    kind: z.literal("attribute"),
    code: AttributeCode,
    name: Label,
    type: AttributeType,
    value: AttributeValue.nullable(),
    label: Label.nullable(),
    unit: Label.optional(),
    /** True when the customer has no value, and the default shows (R27). */
    isDefault: z.literal(true).optional(),
  }),
]);
export type CardSlot = z.infer<typeof CardSlot>;

export const ClientCard = z
  .object({
    customerId: CustomerId,
    accountNumber: AccountNumber,
    name: z.string(),
    initials: z.string(),
    /** Names the customer's photo, for `GET /api/pos/customers/{id}/photo`; null without one (HC8). */
    photo: z.uuid().nullable(),
    phone: z.string(),
    email: z.string(),
    city: z.string(),
    /** The primary owner (BK1); null when the asker may not know whose client they are (RI2b). */
    owner: z.object({ operatorId: OperatorId, name: z.string() }).nullable(),
    /** Who else has them in their book, as far as the asker may know. */
    otherOwners: z.array(z.object({ operatorId: OperatorId, name: z.string() })),
    slots: z.array(CardSlot).max(SLOTS_OF_A_CARD),
    /** In a list that is sorted by something else than names. */
    sortedBy: SortedBy.optional(),
  })
  .meta({ id: "ClientCard" });
export type ClientCard = z.infer<typeof ClientCard>;
