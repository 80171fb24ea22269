import { z } from "zod";
import { Currency } from "./currency.ts";
import { endpoint } from "./endpoint.ts";
import { AddressBookCode, LegalEntityCode, OperatorId, RegisterNumber, Rsid, StoreNumber, WorkerId } from "./ids.ts";

const Name = z.string().trim().min(1).max(200);
const Entity = z.object({ legalEntity: LegalEntityCode });

/** A legal entity names the report suite whose visitors are its customers (rulings, Identity). */
export const LegalEntity = z.strictObject({ name: Name, currency: Currency, rsid: Rsid.nullable() }).meta({ id: "LegalEntity" });
export type LegalEntity = z.infer<typeof LegalEntity>;
export const putLegalEntity = endpoint({
  name: "putLegalEntity",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity",
  permission: "organisation.manage",
  summary: "Create or change a legal entity.",
  params: Entity,
  body: LegalEntity,
  reply: LegalEntity.extend({ code: LegalEntityCode }),
});
export const listLegalEntities = endpoint({
  name: "listLegalEntities",
  method: "GET",
  path: "/api/legal-entities",
  permission: "organisation.manage",
  summary: "The legal entities.",
  reply: z.object({ legalEntities: z.array(LegalEntity.extend({ code: LegalEntityCode })) }),
});

export const AddressBook = z.strictObject({ name: Name });
export type AddressBook = z.infer<typeof AddressBook>;
export const putAddressBook = endpoint({
  name: "putAddressBook",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/address-books/:code",
  permission: "organisation.manage",
  summary: "Create or change an address book.",
  params: Entity.extend({ code: AddressBookCode }),
  body: AddressBook,
  reply: AddressBook.extend({ code: AddressBookCode }),
});

/** Customer and employee address books are two separate assignments of a store. */
export const Store = z
  .strictObject({
    name: Name,
    city: z.string().trim().max(100).default(""),
    customerAddressBooks: z.array(AddressBookCode).max(50),
    employeeAddressBooks: z.array(AddressBookCode).max(50),
  })
  .meta({ id: "Store" });
export type Store = z.infer<typeof Store>;
export const putStore = endpoint({
  name: "putStore",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/stores/:store",
  permission: "organisation.manage",
  summary: "Create or change a store.",
  params: Entity.extend({ store: StoreNumber }),
  body: Store,
  reply: Store.extend({ number: StoreNumber }),
});

export const putRegister = endpoint({
  name: "putRegister",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/registers/:register",
  permission: "organisation.manage",
  summary: "Create a register or move it to a store.",
  params: Entity.extend({ register: RegisterNumber }),
  body: z.strictObject({ store: StoreNumber }),
  reply: z.object({ number: RegisterNumber, store: StoreNumber }),
});

/** Operations a worker holds (spec 1.3): 712 and 713 view, 714 add, 715 remove. */
export const Operation = z.union([z.literal(712), z.literal(713), z.literal(714), z.literal(715), z.literal(716)]);
export type Operation = z.infer<typeof Operation>;
export const Worker = z
  .strictObject({
    name: Name,
    email: z.string().trim().max(254).default(""),
    employeeAddressBooks: z.array(AddressBookCode).max(50),
    operations: z.array(Operation).max(10),
  })
  .meta({ id: "Worker" });
export type Worker = z.infer<typeof Worker>;
export const putWorker = endpoint({
  name: "putWorker",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/workers/:operatorId",
  permission: "organisation.manage",
  summary: "Create or change a worker; `password` sets a new one.",
  params: Entity.extend({ operatorId: OperatorId }),
  body: Worker.extend({ password: z.string().min(8).max(200).optional() }),
  reply: Worker.extend({ id: WorkerId, operatorId: OperatorId }),
});

/** Format of a number sequence: constants with `#` digits and `&` letters, e.g. `CB-####` (spec R64). */
export const NumberSequence = z.strictObject({
  format: z
    .string()
    .trim()
    .regex(/^[^#&]*[#&]+[^#&]*$/, "is not a format of numbers; one run of # or & with constants around it is expected, e.g. CB-####")
    .max(40),
  next: z.int().min(1).default(1),
});
export type NumberSequence = z.infer<typeof NumberSequence>;
export const putNumberSequence = endpoint({
  name: "putNumberSequence",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/number-sequences/:reference",
  permission: "organisation.manage",
  summary: "Assign the number sequence of a reference.",
  params: Entity.extend({ reference: z.enum(["clientBook"]) }),
  body: NumberSequence,
  reply: NumberSequence.extend({ reference: z.enum(["clientBook"]) }),
});

export const AttributeCode = z
  .string()
  .trim()
  .regex(/^[a-z][a-zA-Z0-9_]{0,49}$/, "is not a code of an attribute; a small letter, then letters, digits and underscores are expected, at most 50")
  .brand<"AttributeCode">();
export type AttributeCode = z.infer<typeof AttributeCode>;
export const AttributeType = z.enum(["currency", "date", "decimal", "integer", "text", "boolean"]);
export type AttributeType = z.infer<typeof AttributeType>;
export const Translated = z.strictObject({ en: Name, nl: Name });
export type Translated = z.infer<typeof Translated>;
/** How a refinable attribute is offered as a filter (spec R36-R38). */
export const FilterDisplay = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("list"), multi: z.boolean() }),
  z.strictObject({ kind: z.literal("range"), thresholds: z.array(z.number()).min(1).max(20) }),
  z.strictObject({ kind: z.literal("date") }),
]);
export type FilterDisplay = z.infer<typeof FilterDisplay>;
export const Attribute = z
  .strictObject({
    name: Translated,
    type: AttributeType,
    /** Fixed list, text only. */
    values: z
      .array(z.strictObject({ value: z.string().trim().min(1).max(100), label: Translated }))
      .max(200)
      .optional(),
    lower: z.number().optional(),
    upper: z.number().optional(),
    multiple: z.boolean().default(false),
    refinable: z.boolean(),
    filter: FilterDisplay.optional(),
  })
  .meta({ id: "Attribute" });
export type Attribute = z.infer<typeof Attribute>;
export const putAttribute = endpoint({
  name: "putAttribute",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attributes/:code",
  permission: "organisation.manage",
  summary: "Create or change an attribute; refinable only with filter settings (spec R35).",
  params: Entity.extend({ code: AttributeCode }),
  body: Attribute,
  reply: Attribute.extend({ code: AttributeCode }),
});

export const AttributeGroup = z
  .strictObject({ name: Translated, members: z.array(z.strictObject({ attribute: AttributeCode, displayOrder: z.int().min(0).max(10_000) })).max(200) })
  .meta({ id: "AttributeGroup" });
export type AttributeGroup = z.infer<typeof AttributeGroup>;
export const putAttributeGroup = endpoint({
  name: "putAttributeGroup",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/attribute-groups/:code",
  permission: "organisation.manage",
  summary: "Create or change an attribute group.",
  params: Entity.extend({ code: AttributeCode }),
  body: AttributeGroup,
  reply: AttributeGroup.extend({ code: AttributeCode }),
});

export const MeasureCode = z.enum(["netSpend365"]);
export type MeasureCode = z.infer<typeof MeasureCode>;
/** Clienteling parameters: the two groups, the measures of the card in order (at most three). */
export const Parameters = z
  .strictObject({ clientBookAttributeGroup: AttributeCode.nullable(), customerAttributeGroup: AttributeCode.nullable(), measures: z.array(MeasureCode).max(3) })
  .meta({ id: "Parameters" });
export type Parameters = z.infer<typeof Parameters>;
export const putParameters = endpoint({
  name: "putParameters",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/parameters",
  permission: "organisation.manage",
  summary: "Set the clienteling parameters.",
  params: Entity,
  body: Parameters,
  reply: Parameters,
});
