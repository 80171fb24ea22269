import { AttributeCode, Rsid, type LegalEntityCode } from "@rapport/contract";
import { Attribute, MeasureCode } from "@rapport/contract/clienteling";
import { inDisplayOrder } from "@rapport/domain";
import type { Deps } from "../deps.ts";
import { groupMembers } from "../attributes/index.ts";
import { entityOrRefusal } from "../organisation/index.ts";

export interface GroupAttribute {
  readonly code: AttributeCode;
  readonly definition: Attribute;
  readonly displayOrder: number;
}

/** What headquarters has set up for clienteling in one legal entity, as it is now. */
export interface ClientelingSetup {
  readonly legalEntity: LegalEntityCode;
  readonly currency: string;
  readonly rsid: Rsid | null;
  /** On the card, in this order. */
  readonly measures: readonly MeasureCode[];
  /** Of every customer, in display order. */
  readonly customerAttributes: readonly GroupAttribute[];
  /** Of customers in a book, in display order. */
  readonly clientBookAttributes: readonly GroupAttribute[];
}

export async function clientelingSetup(db: Deps["db"], legalEntity: LegalEntityCode): Promise<ClientelingSetup> {
  const { currency, rsid, measures, client_book_attribute_group, customer_attribute_group } = await entityOrRefusal(db, legalEntity);
  const groups = [client_book_attribute_group, customer_attribute_group].filter((group) => group !== null);
  const members = await groupMembers(db, { legalEntity, groups });
  const inGroup = (group: string | null) =>
    inDisplayOrder(
      members
        .filter(({ group_code }) => group_code === group)
        .map(({ code, definition, display_order }) => ({
          code: AttributeCode.parse(code),
          definition: Attribute.parse(definition),
          displayOrder: display_order,
        })),
    );
  return {
    legalEntity,
    currency,
    rsid: rsid === null ? null : Rsid.parse(rsid),
    measures: measures.map((measure) => MeasureCode.parse(measure)),
    customerAttributes: inGroup(customer_attribute_group),
    clientBookAttributes: inGroup(client_book_attribute_group),
  };
}
