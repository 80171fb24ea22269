import { z } from "zod";
import { changeOf } from "../change.ts";
import { Country } from "../country.ts";
import { Currency } from "../currency.ts";
import { endpoint } from "../endpoint.ts";
import { LegalEntityCode, Rsid } from "../ids.ts";
import { Name } from "../names.ts";
import { LegalEntityPath } from "../paths.ts";
import { Permission } from "../permissions.ts";
import { IfVersion, listQuery, Saved } from "../saved.ts";

/** A legal entity names the report suite whose visitors are its customers (V13). */
export const LegalEntity = z
  .strictObject({
    name: Name,
    currency: Currency,
    rsid: Rsid.nullable().default(null),
    /** Decides how names are sorted, and how national phone numbers of its customers are read. */
    country: Country.optional(),
    /** True says that this legal entity and another with the same report suite give the same customer the same account number (C17). */
    commonAccountNumbers: z.boolean().optional(),
    /** True says that every change of configuration reaches the stores at once (PB9). */
    publishAtOnce: z.boolean().optional(),
    active: z.boolean().default(true),
  })
  .meta({ id: "LegalEntity" });
export type LegalEntity = z.infer<typeof LegalEntity>;
const StoredLegalEntity = LegalEntity.extend({ code: LegalEntityCode, saved: Saved });

export const putLegalEntity = endpoint({
  name: "putLegalEntity",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity",
  permission: "organisation.manage",
  summary: "Create or change a legal entity. Fields that are not named stay, null empties a field.",
  params: LegalEntityPath,
  query: IfVersion,
  body: changeOf(LegalEntity),
  reply: StoredLegalEntity,
});

export const deleteLegalEntity = endpoint({
  name: "deleteLegalEntity",
  method: "DELETE",
  path: "/api/legal-entities/:legalEntity",
  permission: "organisation.manage",
  configures: false,
  summary: "Delete a legal entity that nothing uses, with its settings.",
  params: LegalEntityPath,
  query: IfVersion,
});

export const listLegalEntities = endpoint({
  name: "listLegalEntities",
  method: "GET",
  path: "/api/legal-entities",
  permission: "organisation.manage",
  reach: "handler",
  summary: "The legal entities.",
  query: listQuery(["code", "name", "currency"]),
  reply: z.object({ legalEntities: z.array(StoredLegalEntity), total: z.int() }),
});

/** What a picker of a page needs, for whoever may open that page. */
export const listOwnLegalEntities = endpoint({
  name: "listOwnLegalEntities",
  method: "GET",
  path: "/api/hq/legal-entities",
  permission: "ownAccount",
  reach: "handler",
  summary: "The legal entities in which the person who is signed in may do something, and what.",
  reply: z.object({
    legalEntities: z.array(
      LegalEntity.pick({ name: true, currency: true, rsid: true, active: true }).extend({ code: LegalEntityCode, permissions: z.array(Permission) }),
    ),
  }),
});

export const getLegalEntity = endpoint({
  name: "getLegalEntity",
  method: "GET",
  path: "/api/legal-entities/:legalEntity",
  permission: "organisation.manage",
  summary: "One legal entity.",
  params: LegalEntityPath,
  reply: StoredLegalEntity,
});
