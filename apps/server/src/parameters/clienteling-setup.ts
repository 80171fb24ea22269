import { AttributeCode, Rsid, type LegalEntityCode } from "@rapport/contract";
import { Attribute, AttributeValue, MeasureCode, Parameters } from "@rapport/contract/clienteling";
import { faultOfValue, inDisplayOrder } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { groupMembers } from "../attributes/index.ts";
import { dataOfEntity, entityOrRefusal } from "../organisation/index.ts";

export interface GroupAttribute {
  readonly code: AttributeCode;
  /** With the default that holds in the group. */
  readonly definition: Attribute;
  readonly displayOrder: number;
}

/** What is set up for clienteling in one legal entity. */
export interface ClientelingSetup {
  readonly legalEntity: LegalEntityCode;
  readonly currency: string;
  readonly rsid: Rsid | null;
  /** On the card, in this order. */
  readonly measures: readonly MeasureCode[];
  /** For how long a store keeps the activity types that it fetched. */
  readonly activityTypeHours: number;
  /** Of every customer, in display order. */
  readonly customerAttributes: readonly GroupAttribute[];
  /** Of customers in a book, in display order. */
  readonly clientBookAttributes: readonly GroupAttribute[];
}

/** What the store of the register has by its snapshot (PB6). The currency and the report suite are those of the data. */
export async function publishedSetup(db: Deps["db"], { legalEntity, published }: PosActor): Promise<ClientelingSetup> {
  const { currency, rsid } = await dataOfEntity(db, legalEntity);
  const { attributes, attributeGroups, parameters } = published;
  const { measures, activityTypeHours, clientBookAttributeGroup, customerAttributeGroup } = parameters["parameters"] ?? Parameters.parse({});
  const inGroup = (code: AttributeCode | null) => {
    const members = code === null ? [] : (attributeGroups[code]?.members ?? []);
    const withDefinition = members.flatMap(({ attribute, displayOrder, default: standard }) => {
      const definition = attributes[attribute];
      return definition === undefined ? [] : [{ code: attribute, definition: withDefault(definition, { standard, currency }), displayOrder }];
    });
    return inDisplayOrder(withDefinition);
  };
  return {
    legalEntity,
    currency,
    rsid: rsid === null ? null : Rsid.parse(rsid),
    measures,
    activityTypeHours,
    customerAttributes: inGroup(customerAttributeGroup),
    clientBookAttributes: inGroup(clientBookAttributeGroup),
  };
}

/** What headquarters has now, for its own screens: stores have it when it is published. */
export async function draftSetup(db: Deps["db"], legalEntity: LegalEntityCode): Promise<ClientelingSetup> {
  const { currency, rsid, measures, activity_type_hours, client_book_attribute_group, customer_attribute_group } = await entityOrRefusal(db, legalEntity);
  const groups = [client_book_attribute_group, customer_attribute_group].filter((group) => group !== null);
  const members = await groupMembers(db, { legalEntity, groups });
  const inGroup = (group: string | null) =>
    inDisplayOrder(
      members
        .filter(({ group_code }) => group_code === group)
        .map(({ code, definition, display_order, default_value }) => ({
          code: AttributeCode.parse(code),
          definition: withDefault(Attribute.parse(definition), { standard: AttributeValue.optional().parse(default_value ?? undefined), currency }),
          displayOrder: display_order,
        })),
    );
  return {
    legalEntity,
    currency,
    rsid: rsid === null ? null : Rsid.parse(rsid),
    measures: measures.map((measure) => MeasureCode.parse(measure)),
    activityTypeHours: activity_type_hours,
    customerAttributes: inGroup(customer_attribute_group),
    clientBookAttributes: inGroup(client_book_attribute_group),
  };
}

/** The attribute with the default that holds in a group: the group's, else its own (R27). One that does not fit, such as in a currency of before, is none. */
function withDefault(definition: Attribute, { standard, currency }: { standard: AttributeValue | undefined; currency: string }): Attribute {
  const { default: own, ...rest } = definition;
  const value = [standard, own].find((one) => one !== undefined && faultOfValue(definition, { value: one, currency }) === null);
  return value === undefined ? rest : { ...rest, default: value };
}
